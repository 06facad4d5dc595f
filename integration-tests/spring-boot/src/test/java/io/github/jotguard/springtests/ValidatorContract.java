package io.github.jotguard.springtests;

import static io.github.jotguard.springtests.Problems.assertProblem;
import static io.github.jotguard.springtests.Problems.challenge;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.testing.TestIssuer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/** Validators that Spring Boot's own decoder would ask. */
public abstract class ValidatorContract {

    /** With {@link Revocation}. */
    protected abstract Class<?> configuration();

    @Test
    void areAskedAboutTokensThatTheVerifierAccepts() {
        try (TestIssuer issuer = TestIssuer.start();
                RunningApplication application = RunningApplication.trusting(issuer, configuration())) {
            assertThat(application
                            .getWith(issuer.token(t -> t.claim("jti", "good")), "/claims")
                            .statusCode())
                    .isEqualTo(200);
            HttpResponse<String> answer = application.getWith(issuer.token(t -> t.claim("jti", "revoked")), "/claims");
            assertProblem(answer, 401, "claim_rejected");
            assertThat(challenge(answer)).contains("error=\"invalid_token\"").doesNotContain("revoked");
            assertProblem(
                    application.getWith(issuer.token(t -> t.claim("jti", "broken")), "/claims"),
                    503,
                    "temporarily_unavailable");
        }
    }

    @Configuration(proxyBeanMethods = false)
    public static class Revocation {

        @Bean
        OAuth2TokenValidator<Jwt> notRevoked() {
            return jwt -> switch (jwt.getId()) {
                case "revoked" ->
                    OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token", "jti revoked", null));
                case "broken" -> throw new IllegalStateException("the database is away");
                default -> OAuth2TokenValidatorResult.success();
            };
        }
    }
}
