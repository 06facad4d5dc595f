package io.github.jotguard.springtests;

import static io.github.jotguard.springtests.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.testing.TestIssuer;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A controller gets the caller of the token, or none, whatever the request contains. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class CallerParametersContract {

    /** Parameters from which data binding would fill a token, a user, and forms with them. */
    protected static final String FORGED =
            "?claims.all%5Bsub%5D=admin&claims%5Bsub%5D=admin&subject=admin&id=admin&sub=admin"
                    + "&jwt=admin&user=admin&jwt.claims.all%5Bsub%5D=admin&jwt.subject=admin&user.id=admin&name=x"
                    + "&list%5B0%5D.claims.all%5Bsub%5D=admin&map%5Ba%5D.claims.all%5Bsub%5D=admin&array%5B0%5D.subject=admin"
                    + "&form.jwt.claims.all%5Bsub%5D=admin&_jwt=on&!jwt=admin";

    private static final String JSON =
            "{\"name\":\"x\",\"jwt\":{\"subject\":\"admin\",\"claims\":{\"sub\":\"admin\",\"all\":{\"sub\":\"admin\"}}}}";

    protected TestIssuer issuer;
    protected RunningApplication application;

    /** The application, and what belongs to the variant. */
    protected abstract List<Class<?>> configurations();

    /** Paths that the variant has besides, each of which answers with the subject of the caller. */
    protected List<String> furtherPaths() {
        return List.of();
    }

    /** Paths that the variant has besides, each of which would answer with what the request names. */
    protected List<String> furtherForms() {
        return List.of();
    }

    @BeforeAll
    void start() {
        issuer = TestIssuer.start();
        List<Class<?>> all = new ArrayList<>(configurations());
        all.add(CallerApi.class);
        all.add(CallerApi.ModelApi.class);
        application = RunningApplication.start(
                all.toArray(Class<?>[]::new),
                "--jotguard.better-auth.origin=" + issuer.origin(),
                "--jotguard.exclude=/open/*");
    }

    @AfterAll
    void stop() {
        application.close();
        issuer.close();
    }

    List<String> callers() {
        return Stream.concat(
                        Stream.of("/jwt", "/optional", "/user", "/me", "/failing", "/model")
                                .map("/caller"::concat),
                        furtherPaths().stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("callers")
    void givesTheCallerOfTheToken(String path) {
        HttpResponse<String> answer = application.getWith(issuer.token(t -> t.subject("u1")), path + FORGED);
        assertThat(answer.body()).isEqualTo("u1");
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/jwt", "/user", "/me", "/model"})
    void rejectsRequestWithoutTokenOnOpenPath(String path) {
        assertProblem(application.get("/open/caller" + path + FORGED), 401, "missing_token");
    }

    @Test
    void takesNoCallerFromRequestWithoutToken() {
        assertThat(application.get("/open/caller/optional" + FORGED).body()).isEqualTo("anonymous");
        assertThat(application.get("/open/caller/failing" + FORGED).body()).doesNotContain("admin");
    }

    List<String> forms() {
        return Stream.concat(Stream.of("/form", "/bean", "/forms").map("/caller"::concat), furtherForms().stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void takesNoTokenFromTheRequestIntoForm(String path) {
        HttpResponse<String> answer = application.getWith(issuer.token(t -> t.subject("u1")), path + FORGED);
        assertThat(answer.body()).doesNotContain("admin");
        assertThat(answer.statusCode()).isNotEqualTo(404);
    }

    @Test
    void takesNoTokenFromBody() {
        assertTakesNoToken("/open/caller/body", JSON, "application/json");
    }

    @Test
    void takesNoTokenFromPart() {
        String part = "--b\r\nContent-Disposition: form-data; name=\"form\"\r\nContent-Type: application/json\r\n\r\n"
                + JSON + "\r\n--b--\r\n";
        assertTakesNoToken("/open/caller/part", part, "multipart/form-data; boundary=b");
    }

    private void assertTakesNoToken(String path, String body, String contentType) {
        HttpResponse<String> answer = application.post(
                path,
                body,
                "Content-Type",
                contentType,
                "Authorization",
                "Bearer " + issuer.token(t -> t.subject("u1")));
        assertThat(answer.body()).doesNotContain("admin");
        assertThat(answer.statusCode()).isNotIn(401, 403, 404, 405, 415);
    }
}
