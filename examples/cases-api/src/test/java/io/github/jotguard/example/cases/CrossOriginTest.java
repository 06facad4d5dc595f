package io.github.jotguard.example.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.example.cases.Caller.Answer;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of the front end may call; pages of others may not. */
class CrossOriginTest {

    private static final String ALLOWED = "Access-Control-Allow-Origin";
    private static final String CREDENTIALS = "Access-Control-Allow-Credentials";
    private static final String FRONTEND = CasesApi.ISSUER.origin();

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE"})
    void letsAPageOfTheFrontEndAskWithoutAToken(String method) {
        Answer preflight = preflight(FRONTEND, method, "authorization,content-type,if-match")
                .isSuccess(200);

        assertThat(preflight.header(ALLOWED)).isEqualTo(FRONTEND);
        assertThat(preflight.header(CREDENTIALS)).isEqualTo("true");
        assertThat(preflight.header("Access-Control-Allow-Methods")).contains(method);
        assertThat(preflight.header("Access-Control-Allow-Headers").toLowerCase(Locale.ROOT))
                .contains("authorization", "content-type", "if-match");
        assertThat(preflight.header("Access-Control-Max-Age")).isEqualTo("600");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example.test",
                "null",
                "http://127.0.0.1",
                "http://127.0.0.1:1",
                "https://127.0.0.1.evil.example.test",
                "http://localhost:5173"
            })
    void letsNoOtherPageAsk(String origin) {
        Answer preflight = preflight(origin, "GET", "authorization");
        assertThat(preflight.status()).isEqualTo(403);
        assertThat(preflight.header(ALLOWED)).isEmpty();
        assertThat(preflight.header(CREDENTIALS)).isEmpty();

        Answer request = CasesApi.newCaller().send("GET", "/api/auth/me", "", "Origin", origin);
        assertThat(request.status()).isEqualTo(403);
        assertThat(request.header(ALLOWED)).isEmpty();
        assertThat(request.response().body()).doesNotContain("email");
    }

    @Test
    void letsNoPageUseOtherMethodsOrHeaders() {
        assertThat(preflight(FRONTEND, "TRACE", "authorization").status()).isEqualTo(403);
        assertThat(preflight(FRONTEND, "GET", "x-user-id").header("Access-Control-Allow-Headers"))
                .doesNotContainIgnoringCase("x-user-id");
    }

    @Test
    void letsThePageReadAnswersWithTagAndLocation() {
        Caller caller = CasesApi.newCaller();

        Answer created = caller.send("POST", "/api/cases", "{\"name\":\"x\"}", "Origin", FRONTEND)
                .isSuccess(201);

        assertThat(created.header(ALLOWED)).isEqualTo(FRONTEND);
        assertThat(created.header(CREDENTIALS)).isEqualTo("true");
        assertThat(String.join(",", created.headers("Access-Control-Expose-Headers")))
                .contains("ETag", "Location");
        assertThat(created.headers("Vary")).contains("Origin");
    }

    @Test
    void letsThePageReadItsRejection() {
        Answer missing = CasesApi.nobody().send("GET", "/api/auth/me", "", "Origin", FRONTEND);
        Answer unknown = CasesApi.callerFor("nobody").send("GET", "/api/auth/me", "", "Origin", FRONTEND);
        Answer tooLarge = CasesApi.newCaller().send("POST", "/api/cases", "x".repeat(100_000), "Origin", FRONTEND);

        assertThat(missing.isProblem(401, "missing_token").header(ALLOWED)).isEqualTo(FRONTEND);
        assertThat(unknown.isProblem(401, "user_not_found").header(ALLOWED)).isEqualTo(FRONTEND);
        assertThat(tooLarge.isProblem(413, "body_too_large").header(ALLOWED)).isEqualTo(FRONTEND);
        assertThat(missing.headers(ALLOWED)).hasSize(1);
        assertThat(unknown.headers(ALLOWED)).hasSize(1);
    }

    private static Answer preflight(String origin, String method, String headers) {
        return CasesApi.nobody()
                .send(
                        "OPTIONS",
                        "/api/cases",
                        "",
                        "Origin",
                        origin,
                        "Access-Control-Request-Method",
                        method,
                        "Access-Control-Request-Headers",
                        headers);
    }
}
