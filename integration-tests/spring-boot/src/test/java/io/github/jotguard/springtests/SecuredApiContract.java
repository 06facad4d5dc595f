package io.github.jotguard.springtests;

import static io.github.jotguard.springtests.Problems.assertProblem;
import static io.github.jotguard.springtests.Problems.challenge;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Further rules for every variant with Spring Security. */
public abstract class SecuredApiContract extends ApiContract {

    @Test
    void rejectsBadTokenOnPermittedPath() {
        assertProblem(application.getWith("not.a.token", "/open"), 401, "malformed");
    }

    @Test
    void givesTokenOnPermittedPath() {
        assertThat(application
                        .getWith(issuer.token(t -> t.subject("u1")), "/open")
                        .body())
                .isEqualTo("u1");
    }

    @Test
    void givesScopesAsAuthorities() {
        assertThat(authorities("read admin")).isEqualTo("[\"SCOPE_admin\",\"SCOPE_read\"]");
        assertThat(authorities(List.of("read", "ROLE_ADMIN"))).isEqualTo("[\"SCOPE_ROLE_ADMIN\",\"SCOPE_read\"]");
    }

    static Stream<Object> claimsOfWrongTypes() {
        return Stream.of(
                1, true, Map.of("admin", true), List.of(1, 2), List.of("admin", 1), Arrays.asList("admin", null), "");
    }

    @ParameterizedTest
    @MethodSource("claimsOfWrongTypes")
    void givesNoAuthorityForClaimOfWrongType(Object scope) {
        assertThat(authorities(scope)).isEqualTo("[]");
        assertThat(application
                        .getWith(issuer.token(t -> t.claim("scope", scope)), "/admin")
                        .statusCode())
                .isEqualTo(403);
    }

    private String authorities(Object scope) {
        return application
                .getWith(issuer.token(t -> t.claim("scope", scope)), "/authorities")
                .body();
    }

    @Test
    void rejectsTokenWithoutNeededScope() {
        HttpResponse<String> answer = application.getWith(issuer.token(), "/admin");
        assertProblem(answer, 403, "insufficient_scope");
        assertThat(challenge(answer)).contains("error=\"insufficient_scope\"");
        assertThat(application
                        .getWith(issuer.token(t -> t.subject("u1").scope("admin")), "/admin")
                        .body())
                .isEqualTo("u1");
    }

    @Test
    void needsNoCsrfTokenBesideBearerToken() {
        HttpResponse<String> answer =
                application.send("POST", "/change", "Authorization", "Bearer " + issuer.token(t -> t.subject("u1")));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("u1");
    }

    @Test
    void showsNothingOfTokenInChallenge() {
        String token = issuer.token(t -> t.keyId("\"\r\nX: y").claim("iss", "\"evil\""));
        HttpResponse<String> answer = application.getWith(token, "/claims");
        assertThat(challenge(answer)).doesNotContain("evil", "X: y");
        assertThat(answer.body()).doesNotContain("evil", "X: y");
    }
}
