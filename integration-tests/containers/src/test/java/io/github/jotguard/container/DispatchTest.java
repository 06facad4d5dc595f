package io.github.jotguard.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.servlet.AuthenticationAttempt;
import io.github.jotguard.servlet.BearerTokenFilter;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DispatchTest {

    private static final AtomicInteger VERIFIED = new AtomicInteger();
    private static final List<AuthenticationAttempt> ATTEMPTS = new CopyOnWriteArrayList<>();

    private static DispatchContainers containers;

    @BeforeAll
    static void start() throws Exception {
        containers = DispatchContainers.start(DispatchTest::filter, DispatchTest::withPages);
    }

    @AfterAll
    static void stop() {
        containers.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/caller",
                "/async/plain",
                "/async/with-arguments",
                "/async/dispatch",
                "/async/dispatch-elsewhere",
                "/forward",
                "/include",
                "/forward-to-async",
                "/public/optional"
            })
    void knowsTheCallerOnEveryWayToAPage(String path) throws IOException {
        assertThat(get(containers.requestsOnly(), path).body()).isEqualTo(Caller.named("u1"));
        assertThat(get(containers.everyDispatch(), path).body()).isEqualTo(Caller.named("u1"));
    }

    @Test
    void knowsTheCallerOnTheErrorPageIfMappedToErrors() throws IOException {
        RawHttp.Answer answer = get(containers.everyDispatch(), "/fail");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo(Caller.named("u1"));
    }

    @Test
    void keepsTheTokenForTheErrorPageIfNotMappedToErrors() throws IOException {
        RawHttp.Answer answer = get(containers.requestsOnly(), "/fail");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).endsWith(" jwt=u1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/public/fail", "/public/send-error"})
    void showsTheErrorPageWithoutToken(String path) throws IOException {
        for (Container container : Set.of(containers.requestsOnly(), containers.everyDispatch())) {
            RawHttp.Answer answer = RawHttp.send(container.port(), "GET", path);

            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.body()).isEqualTo(Caller.NOBODY);
        }
    }

    @Test
    void doesNotShowTheErrorPageForARejection() throws IOException {
        RawHttp.Answer answer = RawHttp.send(containers.everyDispatch().port(), "GET", "/caller");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).contains("missing_token").doesNotContain("user=");
    }

    /** The error page itself is a page like any other. */
    @Test
    void protectsTheErrorPageFromRequests() throws IOException {
        assertThat(RawHttp.send(containers.everyDispatch().port(), "GET", Container.ERROR_PAGE)
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/public/forward",
                "/public/async-dispatch",
                "/public/forward-forward",
                "/public/forward-async",
                "/public/async-forward",
                "/public/async-async"
            })
    void rejectsADispatchFromAnExcludedPathToAProtectedOne(String path) throws IOException {
        RawHttp.Answer answer = RawHttp.send(containers.everyDispatch().port(), "GET", path);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).contains("missing_token").doesNotContain("user=");
        assertThat(get(containers.everyDispatch(), path).body()).as(path).isEqualTo(Caller.named("u1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/public/async-include",
                "/public/forward-include",
                "/public/include-include",
                "/public/async-forward-include",
                "/public/include-forward",
                "/public/include-async",
                "/public/error-forward",
                "/public/error-include"
            })
    void neverRunsAProtectedPageForAnExcludedOne(String path) throws IOException {
        RawHttp.Answer answer = RawHttp.send(containers.everyDispatch().port(), "GET", path);

        assertThat(answer.head() + answer.body()).as(path).doesNotContain("user=", "X-Reached: caller");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/public/async-include", "/public/forward-include", "/public/async-forward-include"})
    void includesAProtectedPageWithAToken(String path) throws IOException {
        assertThat(get(containers.everyDispatch(), path).body()).as(path).contains(Caller.named("u1"));
    }

    @Test
    void verifiesATokenOnceForAllDispatchesOfARequest() throws IOException {
        VERIFIED.set(0);
        assertThat(get(containers.everyDispatch(), "/public/async-forward-include")
                        .body())
                .contains(Caller.named("u1"));
        assertThat(VERIFIED).hasValue(1);
        assertThat(get(containers.everyDispatch(), "/forward-to-async").body()).isEqualTo(Caller.named("u1"));
        assertThat(VERIFIED).hasValue(2);
    }

    @Test
    void tellsListenersOnceOfARequest() throws IOException {
        ATTEMPTS.clear();
        RawHttp.send(containers.everyDispatch().port(), "GET", "/public/optional-forward");
        get(containers.everyDispatch(), "/forward-to-async");
        RawHttp.send(containers.everyDispatch().port(), "GET", "/public/async-forward");

        assertThat(ATTEMPTS)
                .extracting(attempt -> attempt.outcome().name())
                .containsExactly("ANONYMOUS", "ACCEPTED", "REJECTED");
    }

    @Test
    void leavesAProtectedPageOutOfAnExcludedOneThatIncludesIt() throws IOException {
        RawHttp.Answer answer = RawHttp.send(containers.everyDispatch().port(), "GET", "/public/include");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("before after");
    }

    @Test
    void givesADispatchFromAnExcludedPathTheCallerOfItsToken() throws IOException {
        assertThat(get(containers.everyDispatch(), "/public/forward").body()).isEqualTo(Caller.named("u1"));
        assertThat(get(containers.everyDispatch(), "/public/async-dispatch").body())
                .isEqualTo(Caller.named("u1"));
        assertThat(get(containers.everyDispatch(), "/public/include").body())
                .isEqualTo("before " + Caller.named("u1") + "after");
    }

    @Test
    void rejectsAPreflightOnEveryWayToAPage() throws IOException {
        for (String path : Set.of("/async/plain", "/async/with-arguments", "/async/dispatch", "/forward", "/include")) {
            RawHttp.Answer answer = RawHttp.send(
                    containers.everyDispatch().port(),
                    "OPTIONS",
                    path,
                    "Origin: https://a.test",
                    "Access-Control-Request-Method: GET");

            assertThat(answer.status()).as(path).isEqualTo(401);
            assertThat(answer.body()).as(path).contains("missing_token");
        }
    }

    private static RawHttp.Answer get(Container container, String path) throws IOException {
        String token = containers.issuer().token(t -> t.subject("u1").scope("reader"));
        return RawHttp.send(container.port(), "GET", path, "Authorization: Bearer " + token);
    }

    private static BearerTokenFilter filter(JwtVerifier verifier) {
        return BearerTokenFilter.builder(verifier)
                .exclude(
                        "/public/forward",
                        "/public/include",
                        "/public/async-dispatch",
                        "/public/fail",
                        "/public/send-error",
                        "/public/forward-forward",
                        "/public/forward-async",
                        "/public/async-forward",
                        "/public/async-async",
                        "/public/async-include",
                        "/public/forward-include",
                        "/public/include-include",
                        "/public/async-forward-include",
                        "/public/include-forward",
                        "/public/include-async",
                        "/public/error-forward",
                        "/public/error-include")
                .optional("/public/optional", "/public/optional-forward")
                .rolesFrom("scope")
                .principal(jwt -> {
                    VERIFIED.incrementAndGet();
                    return Optional.of(jwt::subject);
                })
                .listener(ATTEMPTS::add)
                .build();
    }

    /** Adds pages that lead to {@code /caller}, or show the caller themselves. */
    static Application withPages(Application application) {
        addPages(application);
        addAsynchronousPages(application);
        addCombinations(application);
        return application;
    }

    private static void addPages(Application application) {
        application
                .page("/caller", Caller::write)
                .page("/public/optional", Caller::write)
                .page(Container.ERROR_PAGE, DispatchTest::errorPage)
                .page("/forward", forwardTo("/caller"))
                .page("/forward-to-async", forwardTo("/async/plain"))
                .page("/public/forward", forwardTo("/caller"))
                .page("/include", (request, response) -> request.getRequestDispatcher("/caller")
                        .include(request, response))
                .page("/public/include", (request, response) -> {
                    response.getOutputStream().print("before ");
                    request.getRequestDispatcher("/caller").include(request, response);
                    response.getOutputStream().print("after");
                })
                .page("/public/send-error", (request, response) -> response.sendError(500))
                .page("/public/fail", DispatchTest::fail)
                .page("/fail", DispatchTest::fail);
    }

    private static void addAsynchronousPages(Application application) {
        application
                .page("/async/plain", (request, response) -> finish(request.startAsync()))
                .page("/async/with-arguments", (request, response) -> finish(request.startAsync(request, response)))
                .page("/async/dispatch", (request, response) -> {
                    if (request.getDispatcherType() == DispatcherType.ASYNC) {
                        Caller.write(request, response);
                    } else {
                        request.startAsync().dispatch();
                    }
                })
                .page("/async/dispatch-elsewhere", (request, response) -> request.startAsync()
                        .dispatch("/caller"))
                .page("/public/async-dispatch", (request, response) -> request.startAsync()
                        .dispatch("/caller"));
    }

    /** Each leads to {@code /caller} over a page that needs no token. */
    private static void addCombinations(Application application) {
        application
                .page("/public/forward-forward", forwardTo("/public/forward"))
                .page("/public/forward-async", forwardTo("/public/async-dispatch"))
                .page("/public/forward-include", forwardTo("/public/include"))
                .page("/public/async-forward", dispatchTo("/public/forward"))
                .page("/public/async-async", dispatchTo("/public/async-dispatch"))
                .page("/public/async-include", dispatchTo("/public/include"))
                .page("/public/async-forward-include", dispatchTo("/public/forward-include"))
                .page("/public/include-include", include("/public/include"))
                .page("/public/include-forward", include("/public/forward"))
                .page("/public/include-async", include("/public/async-dispatch"))
                .page("/public/optional-forward", forwardTo("/public/optional"))
                .page("/public/error-forward", (request, response) -> response.sendError(418))
                .page("/public/error-include", (request, response) -> response.sendError(417));
    }

    private static void errorPage(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        if (Integer.valueOf(418).equals(status)) {
            request.getRequestDispatcher("/caller").forward(request, response);
        } else if (Integer.valueOf(417).equals(status)) {
            request.getRequestDispatcher("/caller").include(request, response);
        } else {
            Caller.write(request, response);
        }
    }

    private static Application.Page dispatchTo(String path) {
        return (request, response) -> request.startAsync().dispatch(path);
    }

    private static Application.Page include(String path) {
        return (request, response) -> request.getRequestDispatcher(path).include(request, response);
    }

    private static Application.Page forwardTo(String path) {
        return (request, response) -> request.getRequestDispatcher(path).forward(request, response);
    }

    private static void fail(HttpServletRequest request, HttpServletResponse response) throws ServletException {
        throw new ServletException("as asked");
    }

    /** On a thread that the container lends. */
    private static void finish(AsyncContext async) {
        async.start(() -> {
            try {
                Caller.write(async.getRequest(), async.getResponse());
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            async.complete();
        });
    }
}
