package io.github.jotguard.springtests;

import static io.github.jotguard.springtests.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.testing.TestIssuer;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A preflight needs no token, so nothing of the application may run for it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class PreflightContract {

    /** May call {@code /rpc/crossed}, {@code /rpc/global} and {@code /rpc/route}. */
    protected static final String PAGE = "https://app.example.com";

    /** With global settings for {@link #PAGE}; the route is a functional one. */
    protected static final String[] GLOBAL_PATHS = {"/rpc/global", "/rpc/route"};

    protected static final AtomicInteger CALLS = new AtomicInteger();

    private TestIssuer issuer;
    private RunningApplication application;

    /** With {@link Rpc} and a functional route at {@code /rpc/route}. */
    protected abstract Class<?> configuration();

    /** More paths without settings for CORS. */
    protected Stream<String> furtherPaths() {
        return Stream.of();
    }

    @BeforeAll
    void start() {
        issuer = TestIssuer.start();
        application = RunningApplication.trusting(
                issuer, configuration(), "--jotguard.exclude=/rpc/open", "--jotguard.optional=/rpc/optional");
    }

    @AfterAll
    void stop() {
        application.close();
        issuer.close();
    }

    Stream<Arguments> preflights() {
        return Stream.concat(
                        Stream.of("/rpc/crossed", "/rpc/global", "/rpc/route", "/rpc/plain", "/nothing/here"),
                        furtherPaths())
                .flatMap(path -> Stream.of(PAGE, "https://evil.example.com", "null", "https://*@:;")
                        .flatMap(origin -> Stream.of("GET", "POST", "OPTIONS", "TRANSFER", "%%")
                                .map(method -> Arguments.of(path, origin, method))));
    }

    @ParameterizedTest
    @MethodSource("preflights")
    void doesNotReachTheApplication(String path, String origin, String method) {
        int before = CALLS.get();
        HttpResponse<String> answer = preflight(path, origin, method);
        assertThat(CALLS.get()).isEqualTo(before);
        assertThat(answer.statusCode()).isIn(200, 401, 403);
        assertThat(answer.headers().map()).doesNotContainKeys("x-leak", "location", "set-cookie");
        assertThat(answer.body()).doesNotContain("transferred");
        if (!origin.equals(PAGE)) {
            assertThat(answer.statusCode()).isIn(401, 403);
            assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-origin");
        }
    }

    @Test
    void isAnsweredBySettingsOfTheApplication() {
        for (String path : List.of("/rpc/crossed", "/rpc/global", "/rpc/route")) {
            HttpResponse<String> answer = preflight(path, PAGE, "GET");
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.headers().allValues("Access-Control-Allow-Origin"))
                    .containsExactly(PAGE);
            assertThat(answer.headers().allValues("Access-Control-Allow-Methods"))
                    .isNotEmpty();
            assertThat(answer.body()).isEmpty();
        }
    }

    /** A request that only resembles a preflight is handled as every other. */
    @Test
    void needsATokenUnlessItIsAPreflight() {
        assertProblem(application.send("OPTIONS", "/rpc/plain"), 401, "missing_token");
        assertProblem(
                application.send("OPTIONS", "/rpc/plain", "Access-Control-Request-Method", "GET"),
                401,
                "missing_token");
        assertProblem(
                application.send(
                        "GET",
                        "/rpc/plain",
                        "Origin",
                        "https://id.example.com",
                        "Access-Control-Request-Method",
                        "GET"),
                401,
                "missing_token");
    }

    @Test
    void letsRequestsWithTokenThrough() {
        String bearer = "Bearer " + issuer.token();
        assertThat(application
                        .get("/rpc/crossed", "Origin", PAGE, "Authorization", bearer)
                        .body())
                .isEqualTo("transferred");
        assertThat(application
                        .get("/rpc/route", "Origin", PAGE, "Authorization", bearer)
                        .body())
                .isEqualTo("transferred");
    }

    @Test
    void leavesExcludedPathsToTheApplication() {
        assertThat(application.send("OPTIONS", "/rpc/open").statusCode()).isEqualTo(200);
    }

    protected HttpResponse<String> preflight(String path, String origin, String method) {
        return application.send(
                "OPTIONS", path + "?to=mallory", "Origin", origin, "Access-Control-Request-Method", method);
    }

    /** Takes every method alike. */
    @RestController
    public static class Rpc {

        @RequestMapping({"/rpc/plain", "/rpc/global", "/rpc/open", "/rpc/optional"})
        ResponseEntity<String> plain() {
            return transferred();
        }

        @CrossOrigin(PAGE)
        @RequestMapping("/rpc/crossed")
        ResponseEntity<String> crossed() {
            return transferred();
        }

        private static ResponseEntity<String> transferred() {
            CALLS.incrementAndGet();
            return ResponseEntity.ok().header("X-Leak", "balance").body("transferred");
        }
    }
}
