package io.github.jotguard.springtests;

import static io.github.jotguard.springtests.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.testing.TestIssuer;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.web.cors.CorsConfiguration;

/** The application answers CORS with a filter of its own, a bean that says nothing of its place. */
public abstract class CorsFilterContract {

    private static final String PAGE = "https://app.example.com";
    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

    /** The settings of the CORS filter. */
    protected static CorsConfiguration settings() {
        CorsConfiguration settings = new CorsConfiguration();
        settings.setAllowedOrigins(List.of(PAGE));
        return settings;
    }

    protected abstract Class<?> configuration();

    @Test
    void letsPageReadAnswersAndRejections() {
        try (TestIssuer issuer = TestIssuer.start();
                RunningApplication application = RunningApplication.trusting(issuer, configuration())) {
            String token = "Bearer " + issuer.token();
            HttpResponse<String> rejection = application.get("/claims", "Origin", PAGE);
            assertProblem(rejection, 401, "missing_token");
            assertThat(rejection.headers().allValues(ALLOW_ORIGIN)).containsExactly(PAGE);
            HttpResponse<String> answer = application.get("/claims", "Origin", PAGE, "Authorization", token);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().allValues(ALLOW_ORIGIN)).containsExactly(PAGE);
            assertThat(List.of(
                            application.get("/claims", "Origin", "https://evil.example.com"),
                            application.get("/claims", "Origin", "https://evil.example.com", "Authorization", token)))
                    .allSatisfy(other -> assertThat(other.statusCode()).isEqualTo(403));
            HttpResponse<String> preflight =
                    application.send("OPTIONS", "/claims", "Origin", PAGE, "Access-Control-Request-Method", "GET");
            assertThat(preflight.statusCode()).isEqualTo(200);
            assertThat(preflight.headers().allValues(ALLOW_ORIGIN)).containsExactly(PAGE);
        }
    }
}
