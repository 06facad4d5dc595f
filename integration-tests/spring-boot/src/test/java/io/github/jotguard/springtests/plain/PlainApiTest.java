package io.github.jotguard.springtests.plain;

import static io.github.jotguard.springtests.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.springtests.ApiContract;
import io.github.jotguard.springtests.Application;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without Spring Security: the filter does it. */
class PlainApiTest extends ApiContract {

    @Override
    protected Class<?> configuration() {
        return Application.class;
    }

    @Test
    void looksAtNoTokenOnExcludedPath() {
        assertThat(application.getWith("not.a.token", "/open").body()).isEqualTo("anonymous");
    }

    @Test
    void rejectsBadTokenOnOptionalPath() {
        assertThat(application.get("/optional").body()).isEqualTo("anonymous");
        assertThat(application
                        .getWith(issuer.token(t -> t.subject("u1")), "/optional")
                        .body())
                .isEqualTo("u1");
        assertProblem(application.getWith("not.a.token", "/optional"), 401, "malformed");
    }

    @Test
    void rejectsTwoTokens() {
        String header = "Bearer " + issuer.token();
        assertProblem(
                application.get("/claims", "Authorization", header, "Authorization", header), 400, "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Bearer a b", "Bearer ä"})
    void rejectsMalformedHeader(String header) {
        assertProblem(application.get("/claims", "Authorization", header), 400, "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/claims",
                "/openX",
                "/open/../claims",
                "/open/%2e%2e/claims",
                "/open;a=b/user",
                "/open/..;/claims",
                "/open//user",
                "/OPEN",
                "/%6fpen"
            })
    void needsTokenWhereverPathIsNotPlainlyExcluded(String path) {
        assertThat(application.get(path).statusCode()).isIn(400, 401);
    }
}
