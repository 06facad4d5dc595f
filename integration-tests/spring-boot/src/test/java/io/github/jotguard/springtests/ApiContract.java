package io.github.jotguard.springtests;

import static io.github.jotguard.springtests.Problems.assertProblem;
import static io.github.jotguard.springtests.Problems.challenge;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.testing.TestIssuer;
import io.github.jotguard.testing.TestKey;
import io.github.jotguard.testing.TestToken;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules for every variant of the application. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ApiContract {

    protected TestIssuer issuer;
    protected RunningApplication application;

    protected abstract Class<?> configuration();

    @BeforeAll
    void start() {
        issuer = TestIssuer.start();
        application = RunningApplication.trusting(
                issuer, configuration(), "--jotguard.exclude=/open/*,/actuator/*", "--jotguard.optional=/optional");
    }

    @AfterAll
    void stop() {
        application.close();
        issuer.close();
    }

    @Test
    void challengesRequestWithoutToken() {
        HttpResponse<String> answer = application.get("/claims");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(challenge(answer)).startsWith("Bearer").doesNotContain("error");
        assertProblem(answer, 401, "missing_token");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void givesTokenToController() {
        HttpResponse<String> answer = application.getWith(issuer.token(t -> t.subject("u1")), "/claims");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"sub\":\"u1\"");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void remembersNobodyFromOneRequestToTheNext() {
        assertThat(application.getWith(issuer.token(), "/claims").statusCode()).isEqualTo(200);
        assertThat(application.get("/claims").statusCode()).isEqualTo(401);
    }

    static Stream<Arguments> badTokens() {
        return Stream.of(
                bad("expired", t -> t.expiresIn(Duration.ofMinutes(-5))),
                bad("wrong_audience", t -> t.audience("https://other.example.com")),
                bad("wrong_issuer", t -> t.issuer("https://evil.example.com")),
                bad("not_yet_valid", t -> t.claim("nbf", 4_102_444_800L)),
                bad("missing_claim", t -> t.withoutClaim("sub")),
                bad("claim_rejected", t -> t.claim("banned", true)),
                bad("algorithm_not_allowed", t -> t.header("alg", "none")),
                bad("bad_signature", t -> t.signature(bytes -> new byte[64])),
                bad("wrong_type", t -> t.type("secevent+jwt")),
                bad(
                        "sender_constrained",
                        t -> t.claim("cnf", Map.of("jkt", "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"))),
                bad(
                        "sender_constrained",
                        t -> t.claim("cnf", Map.of("x5t#S256", "A4DtL2JmUMhAsvJj5tKyn64SqzmuXbMrJa0n761y5v0"))));
    }

    private static Arguments bad(String code, Consumer<TestToken> change) {
        return Arguments.of(code, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTokens")
    void rejectsBadTokenWithItsReason(String code, Consumer<TestToken> change) {
        HttpResponse<String> answer = application.getWith(issuer.token(change), "/claims");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(challenge(answer)).startsWith("Bearer").contains("error=\"invalid_token\"");
        assertProblem(answer, 401, code);
    }

    @Test
    void rejectsForgery() {
        String forged =
                issuer.token(t -> t.signedWith(TestKey.generate("EdDSA")).keyId(issuer.keyId()));
        assertProblem(application.getWith(forged, "/claims"), 401, "bad_signature");
    }

    @Test
    void givesUserToController() {
        HttpResponse<String> answer = application.getWith(issuer.token(t -> t.subject("u1")), "/me");
        assertThat(answer.body()).isEqualTo("{\"id\":\"u1\"}");
    }

    @Test
    void rejectsTokenOfUnknownUser() {
        HttpResponse<String> answer = application.getWith(issuer.token(t -> t.subject("nobody")), "/me");
        assertProblem(answer, 401, "user_not_found");
        assertThat(challenge(answer)).contains("error=\"invalid_token\"");
    }

    @Test
    void givesNoUserWhereOneIsOptional() {
        assertThat(application
                        .getWith(issuer.token(t -> t.subject("nobody")), "/perhaps-me")
                        .body())
                .isEqualTo("unknown");
        assertThat(application
                        .getWith(issuer.token(t -> t.subject("u1")), "/perhaps-me")
                        .body())
                .isEqualTo("u1");
    }

    @Test
    void answersUnavailableWhenLookUpFails() {
        HttpResponse<String> answer = application.getWith(issuer.token(t -> t.subject("broken")), "/me");
        assertProblem(answer, 503, "temporarily_unavailable");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isEmpty();
    }

    @Test
    void letsOpenPathThroughWithoutToken() {
        HttpResponse<String> answer = application.get("/open");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("anonymous");
    }

    @Test
    void rejectsAnonymousRequestWhereControllerNeedsUser() {
        HttpResponse<String> answer = application.get("/open/user");
        assertProblem(answer, 401, "missing_token");
        assertThat(challenge(answer)).startsWith("Bearer");
    }

    @Test
    void keepsTokenInAsynchronousProcessing() {
        assertThat(application
                        .getWith(issuer.token(t -> t.subject("u1")), "/later")
                        .body())
                .isEqualTo("u1");
    }

    @Test
    void leavesFailureOfApplicationToApplication() {
        HttpResponse<String> answer = application.getWith(issuer.token(), "/failing");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("/failing").doesNotContain("jotguard");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 405, 409, 410, 500, 503})
    void leavesStatusOfOpenPathToApplication(int status) {
        HttpResponse<String> answer = application.get("/open/status/" + status);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains("\"status\":" + status).doesNotContain("missing_token");
        assertThat(challenge(answer)).isEmpty();
    }

    @Test
    void leavesFailureOnOpenPathToApplication() {
        assertThat(application.get("/open/failing").statusCode()).isEqualTo(500);
        assertThat(application.get("/open/there/is/nothing").statusCode()).isEqualTo(404);
        assertThat(application.send("DELETE", "/open/failing").statusCode()).isEqualTo(405);
    }

    @Test
    void takesEveryMethodOnOpenPath() {
        assertThat(application.send("POST", "/open/change").body()).isEqualTo("changed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE"})
    void challengesEveryMethodWithoutToken(String method) {
        HttpResponse<String> answer = application.send(method, "/change");
        assertProblem(answer, 401, "missing_token");
        assertThat(challenge(answer)).startsWith("Bearer").doesNotContain("error");
    }

    /** In asynchronous processing and on the way to the error page as well. */
    @Test
    void verifiesOncePerRequest() {
        double before = accepted();
        application.getWith(issuer.token(), "/me");
        application.getWith(issuer.token(), "/later");
        application.getWith(issuer.token(), "/failing");
        assertThat(accepted()).isEqualTo(before + 3);
    }

    private double accepted() {
        return value(application
                .get("/actuator/metrics/jotguard.verifications?tag=outcome:accepted")
                .body());
    }

    @Test
    void ignoresTokenInQuery() {
        assertThat(application.get("/claims?access_token=" + issuer.token()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void takesSchemeInAnyCase() {
        assertThat(application
                        .get("/claims", "Authorization", "bEARER " + issuer.token())
                        .statusCode())
                .isEqualTo(200);
        assertThat(application.get("/claims", "Authorization", "Basic dTpw").statusCode())
                .isEqualTo(401);
    }

    @Test
    void tellsHealthOfKeys() {
        application.getWith(issuer.token(), "/claims");
        HttpResponse<String> answer = application.get("/actuator/health");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"jotguard\":{", "\"state\":\"FRESH\"", "\"keys\":1", issuer.origin());
    }

    @Test
    void countsVerificationsByOutcomeAndReason() {
        String meter = "/actuator/metrics/jotguard.verifications";
        double before = value(application.get(meter + "?tag=reason:expired").body());
        application.getWith(issuer.token(t -> t.expiresIn(Duration.ofMinutes(-5))), "/claims");
        assertThat(value(application.get(meter + "?tag=reason:expired").body())).isEqualTo(before + 1);
        assertThat(application.get("/actuator/metrics").body())
                .contains(
                        "jotguard.keys.age",
                        "jotguard.keys.fetch.failures",
                        "jotguard.keys.fetches",
                        "jotguard.keys.usable",
                        "jotguard.token.cache.gets",
                        "jotguard.verification.duration");
    }

    private static double value(String meter) {
        return Double.parseDouble(meter.replaceAll("(?s).*\"value\":([0-9.E]+).*", "$1"));
    }

    @Test
    void informsWhoIsTrusted() {
        assertThat(application.get("/actuator/info").body())
                .contains("\"jotguard\":{\"issuers\":[\"" + issuer.origin());
    }
}
