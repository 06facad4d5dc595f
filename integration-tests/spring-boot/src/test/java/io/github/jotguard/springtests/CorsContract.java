package io.github.jotguard.springtests;

import static io.github.jotguard.springtests.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.testing.TestIssuer;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A browser shows a page only what CORS allows, a rejection too. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class CorsContract {

    /** May read {@code /claims} and {@code /both} by the global settings. */
    protected static final String PAGE = "https://app.example.com";

    /** May read {@code /only} and {@code /both} by the settings of the controller. */
    protected static final String OTHER_PAGE = "https://other.example.com";

    protected static final String[] GLOBAL_PATHS = {"/claims", "/both"};

    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

    private TestIssuer issuer;
    private RunningApplication application;

    /** With the global settings, and {@link Crossed}. */
    protected abstract Class<?> configuration();

    @BeforeAll
    void start() {
        issuer = TestIssuer.start();
        application = RunningApplication.trusting(issuer, configuration());
    }

    @AfterAll
    void stop() {
        application.close();
        issuer.close();
    }

    @Test
    void letsPageReadRejection() {
        assertRejectionIsReadable(PAGE, "/claims");
    }

    @Test
    void letsPageOfControllerReadRejection() {
        assertRejectionIsReadable(OTHER_PAGE, "/only");
    }

    @ParameterizedTest
    @ValueSource(strings = {PAGE, OTHER_PAGE})
    void combinesGlobalSettingsWithThoseOfController(String page) {
        assertRejectionIsReadable(page, "/both");
        HttpResponse<String> answer = getWithToken(page, "/both");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().allValues(ALLOW_ORIGIN)).containsExactly(page);
    }

    @Test
    void keepsCredentialsAndExposedHeadersOfController() {
        assertThat(List.of(getWithToken(OTHER_PAGE, "/only"), application.get("/only", "Origin", OTHER_PAGE)))
                .allSatisfy(answer -> {
                    assertThat(answer.headers().allValues("Access-Control-Allow-Credentials"))
                            .containsExactly("true");
                    assertThat(answer.headers().allValues("Access-Control-Expose-Headers"))
                            .containsExactly("X-Total");
                });
    }

    @Test
    void letsPageReadAnswerOnce() {
        HttpResponse<String> answer = getWithToken(PAGE, "/claims");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().allValues(ALLOW_ORIGIN)).containsExactly(PAGE);
    }

    @Test
    void letsPreflightThrough() {
        HttpResponse<String> answer =
                application.send("OPTIONS", "/claims", "Origin", PAGE, "Access-Control-Request-Method", "GET");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().allValues(ALLOW_ORIGIN)).containsExactly(PAGE);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example.com", "https://*@:;", "null"})
    void rejectsOtherPages(String origin) {
        assertThat(List.of(application.get("/claims", "Origin", origin), getWithToken(origin, "/claims")))
                .allSatisfy(answer -> {
                    assertThat(answer.statusCode()).isEqualTo(403);
                    assertThat(answer.headers().allValues(ALLOW_ORIGIN)).isEmpty();
                });
    }

    @Test
    void rejectsAsEverWhereThereAreNoSettings() {
        HttpResponse<String> answer = application.get("/me", "Origin", PAGE);
        assertProblem(answer, 401, "missing_token");
        assertThat(answer.headers().allValues(ALLOW_ORIGIN)).isEmpty();
    }

    /** Spring Framework 6 rejects it before it looks for settings, 7 leaves it to us. */
    @Test
    void rejectsWhatIsNoOriginWhereThereAreNoSettings() {
        HttpResponse<String> answer = application.get("/me", "Origin", "https://*@:;");
        assertThat(answer.statusCode()).isIn(401, 403);
        assertThat(answer.headers().allValues(ALLOW_ORIGIN)).isEmpty();
    }

    private void assertRejectionIsReadable(String page, String path) {
        HttpResponse<String> answer = application.get(path, "Origin", page);
        assertProblem(answer, 401, "missing_token");
        assertThat(answer.headers().allValues(ALLOW_ORIGIN)).containsExactly(page);
        assertThat(answer.headers().allValues("Vary")).isNotEmpty();
    }

    private HttpResponse<String> getWithToken(String origin, String path) {
        return application.get(path, "Origin", origin, "Authorization", "Bearer " + issuer.token());
    }

    /** Controllers with settings of their own. */
    @RestController
    @CrossOrigin(origins = OTHER_PAGE, exposedHeaders = "X-Total", allowCredentials = "true")
    public static class Crossed {

        @GetMapping("/only")
        String only(VerifiedJwt jwt) {
            return jwt.subject();
        }

        @GetMapping("/both")
        String both(VerifiedJwt jwt) {
            return jwt.subject();
        }
    }
}
