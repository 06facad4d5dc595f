package io.github.jotguard.example.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.example.cases.Caller.Answer;
import io.github.jotguard.testing.TestKey;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No token, and tokens that are not good: at every endpoint, before anything is done. */
class TokenRejectionTest {

    private static final String ALL_ENDPOINTS = "io.github.jotguard.example.cases.Endpoints#all";

    private final String userId = CasesApi.newUser();

    @ParameterizedTest
    @MethodSource(ALL_ENDPOINTS)
    void asksForATokenWhereThereIsNone(Function<Caller, Answer> endpoint) {
        Answer answer = endpoint.apply(CasesApi.nobody()).isProblem(401, "missing_token");

        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"api\"");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    @ParameterizedTest
    @MethodSource(ALL_ENDPOINTS)
    void rejectsAnExpiredToken(Function<Caller, Answer> endpoint) {
        Caller caller = CasesApi.callerWith(token -> token.subject(userId).expiresIn(Duration.ofMinutes(-5)));

        isRejected(endpoint.apply(caller), caller, "expired");
    }

    @ParameterizedTest
    @MethodSource(ALL_ENDPOINTS)
    void rejectsATokenThatSomebodyElseSigned(Function<Caller, Answer> endpoint) {
        Caller caller = CasesApi.callerWith(token ->
                token.subject(userId).signedWith(TestKey.generate("EdDSA").withKeyId(CasesApi.ISSUER.keyId())));

        isRejected(endpoint.apply(caller), caller, "bad_signature");
    }

    @ParameterizedTest
    @MethodSource(ALL_ENDPOINTS)
    void rejectsATokenForAnotherApplication(Function<Caller, Answer> endpoint) {
        Caller caller = CasesApi.callerWith(token -> token.subject(userId).audience("https://other.example.test"));

        isRejected(endpoint.apply(caller), caller, "wrong_audience");
    }

    @ParameterizedTest
    @MethodSource(ALL_ENDPOINTS)
    void rejectsATokenOfAnotherIssuer(Function<Caller, Answer> endpoint) {
        Caller caller = CasesApi.callerWith(token -> token.subject(userId).issuer("https://other.example.test"));

        isRejected(endpoint.apply(caller), caller, "wrong_issuer");
    }

    @ParameterizedTest
    @MethodSource(ALL_ENDPOINTS)
    void rejectsATokenOfAUserThatIsNotThere(Function<Caller, Answer> endpoint) {
        Caller caller = CasesApi.callerFor("nobody-by-that-id");

        isRejected(endpoint.apply(caller), caller, "user_not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a.b", "a.b.c", "a.b.c.d"})
    void rejectsWhatIsNoToken(String token) {
        Caller caller = new Caller(CasesApi.origin(), token);

        isRejected(caller.get("/api/auth/me"), caller, "malformed");
    }

    @Test
    void rejectsATokenThatIsNotSigned() {
        Caller caller = CasesApi.callerWith(
                token -> token.subject(userId).rawHeader("{\"alg\":\"none\"}").signature(signed -> new byte[0]));

        isRejected(caller.get("/api/auth/me"), caller, "algorithm_not_allowed");
    }

    @Test
    void rejectsTheSessionCacheCookieOfTheSameKey() {
        Caller caller = CasesApi.callerWith(token -> token.subject(userId).type("better-auth.session-cache"));

        isRejected(caller.get("/api/auth/me"), caller, "wrong_type");
    }

    @Test
    void rejectsATokenThatNamesNobody() {
        Caller caller = CasesApi.callerWith(token -> token.withoutClaim("sub"));

        isRejected(caller.get("/api/auth/me"), caller, "missing_claim");
    }

    @Test
    void looksForTheTokenInTheHeaderOnly() {
        String token = CasesApi.callerFor(userId).token();

        CasesApi.nobody().get("/api/auth/me?access_token=" + token).isProblem(401, "missing_token");
        CasesApi.nobody()
                .send("GET", "/api/auth/me", "", "Cookie", "token=" + token)
                .isProblem(401, "missing_token");
    }

    private static void isRejected(Answer answer, Caller caller, String code) {
        answer.isProblem(401, code);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer realm=\"api\", error=\"invalid_token\"");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.response().headers().toString() + answer.response().body())
                .doesNotContain("other.example.test", "nobody-by-that-id", "eyJ", "Exception");
        if (caller.token().length() > 10) {
            assertThat(answer.response().body()).doesNotContain(caller.token().substring(0, 10));
        }
    }
}
