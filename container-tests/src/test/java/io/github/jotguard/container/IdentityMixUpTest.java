package io.github.jotguard.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.issuers.KnownIssuers;
import io.github.jotguard.servlet.BearerTokenFilter;
import io.github.jotguard.testing.TestIssuer;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Many callers at once through few threads. {@code -Djotguard.identity.requests=1000000} sends a million requests rather than the
 * 20,000 of a build.
 */
class IdentityMixUpTest {

    private static final int USERS = 100;
    private static final int THREADS = 200;
    private static final int REQUESTS = Integer.getInteger("jotguard.identity.requests", 20_000);
    private static final int POOL = 4;

    private final ExecutorService pool = Executors.newFixedThreadPool(POOL);

    @Test
    void nobodyIsTakenForSomebodyElse() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(THREADS);
        try (TestIssuer issuer = TestIssuer.start();
                JwtVerifier verifier = JwtVerifier.trusting(
                        KnownIssuers.betterAuth(issuer.origin()).build());
                Container container = Container.ofThisRun().start(application(verifier))) {
            List<String> tokens = IntStream.range(0, USERS)
                    .mapToObj(
                            user -> issuer.token(t -> t.subject("user-" + user).scope("reader")))
                    .toList();
            List<Callable<List<String>>> calls = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int first = thread;
                calls.add(() -> mixUps(container.port(), tokens, first));
            }

            List<String> mixUps = new ArrayList<>();
            for (Future<List<String>> result : callers.invokeAll(calls)) {
                mixUps.addAll(result.get());
            }

            assertThat(mixUps).isEmpty();
        } finally {
            callers.shutdown();
            pool.shutdown();
            assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Each caller takes turns with the users, with ways to answer, and with having no token or a bad one. */
    private static List<String> mixUps(int port, List<String> tokens, int first) throws IOException {
        List<String> mixUps = new ArrayList<>();
        try (RawHttp http = RawHttp.connect(port)) {
            for (int i = 0; i < REQUESTS / THREADS; i++) {
                int user = (first + i) % USERS;
                boolean anonymous = i % 5 == 4;
                boolean bad = i % 5 == 3;
                String path = (i % 2 == 0 ? "/caller" : "/async") + (anonymous ? "/optional" : "");
                String header = anonymous ? "X: y" : "Authorization: Bearer " + tokens.get(user) + (bad ? "A" : "");
                RawHttp.Answer answer = http.get(path, header);
                String expected = bad ? "\"status\":401" : anonymous ? Caller.NOBODY : Caller.named("user-" + user);
                if (bad ? !answer.body().contains(expected) : !answer.body().equals(expected)) {
                    mixUps.add(expected + " got " + answer.status() + " " + answer.body());
                }
            }
        }
        return mixUps;
    }

    private Application application(JwtVerifier verifier) {
        BearerTokenFilter filter = BearerTokenFilter.builder(verifier)
                .optional("/caller/optional", "/async/optional")
                .rolesFrom("scope")
                .build();
        return Application.behind(filter)
                .page("/caller/*", Caller::write)
                .page("/async/*", this::answerFromAnotherThread);
    }

    private void answerFromAnotherThread(HttpServletRequest request, HttpServletResponse response) {
        AsyncContext async = request.startAsync();
        pool.execute(() -> {
            try {
                Caller.write(async.getRequest(), async.getResponse());
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            async.complete();
        });
    }
}
