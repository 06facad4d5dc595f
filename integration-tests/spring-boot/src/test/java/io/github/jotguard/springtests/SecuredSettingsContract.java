package io.github.jotguard.springtests;

import static io.github.jotguard.springtests.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.testing.TestIssuer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Settings with Spring Security, those of Spring Boot's resource server among them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class SecuredSettingsContract {

    private TestIssuer issuer;
    private RunningApplication application;

    protected abstract Class<?> configuration();

    protected abstract Class<?> decoderType();

    @BeforeAll
    void start() {
        issuer = TestIssuer.start();
        application = RunningApplication.trusting(
                issuer,
                configuration(),
                "--jotguard.unknown-user=not-found",
                "--jotguard.authorities[0].claim=realm_access.roles",
                "--jotguard.authorities[0].prefix=ROLE_",
                "--jotguard.authorities[1].claim=scope",
                "--spring.security.oauth2.resourceserver.jwt.jwk-set-uri=http://127.0.0.1:1/jwks");
    }

    @AfterAll
    void stop() {
        application.close();
        issuer.close();
    }

    @Test
    void givesAuthoritiesOfTheClaimsThatAreSet() {
        String token = issuer.token(t -> t.scope("read")
                .claim("realm_access", Map.of("roles", List.of("boss")))
                .claim("roles", "other"));
        assertThat(application.getWith(token, "/authorities").body()).isEqualTo("[\"ROLE_boss\",\"SCOPE_read\"]");
    }

    @Test
    void answersForUnknownUserAsSet() {
        assertProblem(application.getWith(issuer.token(t -> t.subject("nobody")), "/me"), 404, "user_not_found");
    }

    @Test
    void hasNoDecoderBesideOurs() {
        assertThat(application.context().getBeanNamesForType(decoderType()))
                .singleElement()
                .asString()
                .startsWith("jotguard");
    }
}
