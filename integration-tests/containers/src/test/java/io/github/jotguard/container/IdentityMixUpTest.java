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
import java.util.Optional;
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
    /** Fewer than the hundred after which Tomcat ends a connection. */
    private static final int PER_CONNECTION = 50;

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

    private static List<String> mixUps(int port, List<String> tokens, int first) throws IOException {
        List<String> mixUps = new ArrayList<>();
        for (int i = 0; i < REQUESTS / THREADS; i += PER_CONNECTION) {
            try (RawHttp http = RawHttp.connect(port)) {
                for (int j = i; j < Math.min(i + PER_CONNECTION, REQUESTS / THREADS); j++) {
                    mixUp(http, tokens, (first + j) % USERS, j).ifPresent(mixUps::add);
                }
            }
        }
        return mixUps;
    }

    /** Takes turns with ways to answer, and with having a good token, a bad one and none. */
    private static Optional<String> mixUp(RawHttp http, List<String> tokens, int user, int turn) throws IOException {
        boolean anonymous = turn % 5 == 4;
        boolean bad = turn % 5 == 3;
        String path = (turn % 2 == 0 ? "/caller" : "/async") + (anonymous ? "/optional" : "");
        String token = tokens.get(user) + (bad ? "A" : "");
        RawHttp.Answer answer = http.get(path, anonymous ? "X: y" : "Authorization: Bearer " + token);
        boolean isRight = bad
                ? answer.status() == 401 && answer.body().contains("\"code\":\"bad_signature\"")
                : answer.body().equals(anonymous ? Caller.NOBODY : Caller.named("user-" + user));
        return isRight
                ? Optional.empty()
                : Optional.of("user-" + user + " got " + answer.status() + " " + answer.body());
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
