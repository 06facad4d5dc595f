package io.github.jotguard.spring.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.RejectionReason;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.VerificationKeys;
import io.github.jotguard.dpop.DpopMode;
import io.github.jotguard.jwks.StaticJwkSet;
import io.github.jotguard.spring.FailingClock;
import io.github.jotguard.spring.problem.MissingSubjectException;
import io.github.jotguard.spring.problem.VerificationFailedException;
import io.github.jotguard.testing.TestIssuer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;

class VerifyingJwtDecoderTest {

    private final TestIssuer issuer = TestIssuer.start();

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void rejectsTokenThatNamesNobody() {
        assertThat(List.of(issuer.token(t -> t.withoutClaim("sub")), issuer.token(t -> t.subject(" "))))
                .allSatisfy(token -> assertThat(
                                catchThrowable(() -> decoder("sub", List.of()).decode(token)))
                        .isInstanceOf(MissingSubjectException.class)
                        .hasMessage("There is no user for this token"));
        assertThat(decoder("sub", List.of())
                        .decode(issuer.token(t -> t.subject("u1")))
                        .getSubject())
                .isEqualTo("u1");
    }

    @Test
    void goesByTheClaimThatSpringSecurityNamesCallersBy() {
        String token = issuer.token(t -> t.withoutClaim("sub").claim("client_id", 7));
        assertThat(decoder("client_id", List.of()).decode(token).getClaimAsString("client_id"))
                .isEqualTo("7");
        assertThat(catchThrowable(() -> decoder("azp", List.of()).decode(token)))
                .isInstanceOf(MissingSubjectException.class);
    }

    @Test
    void cannotTellWhenVerifyingFails() {
        VerifyingJwtDecoder failing = new VerifyingJwtDecoder(
                JwtVerifier.builder()
                        .trust(trusted(StaticJwkSet.ofJson(issuer.jwkSetJson())))
                        .clock(new FailingClock(new NoClassDefFoundError("x")))
                        .build()::verify,
                "sub",
                List.of());
        assertThat(catchThrowable(() -> failing.decode(issuer.token())))
                .isInstanceOf(JwtException.class)
                .isNotInstanceOf(BadJwtException.class)
                .hasCauseInstanceOf(VerificationFailedException.class);
    }

    @Test
    void asksValidatorsOfTheApplicationAfterTheVerifier() {
        List<String> asked = new ArrayList<>();
        OAuth2TokenValidator<Jwt> revoked = jwt -> {
            asked.add(jwt.getId());
            return "j1".equals(jwt.getId())
                    ? OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token", "revoked: j1", null))
                    : OAuth2TokenValidatorResult.success();
        };
        VerifyingJwtDecoder decoder = decoder("sub", List.of(revoked, jwt -> OAuth2TokenValidatorResult.success()));
        assertThat(decoder.decode(issuer.token(t -> t.claim("jti", "j2"))).getId())
                .isEqualTo("j2");
        assertThat(catchThrowable(() -> decoder.decode(issuer.token(t -> t.claim("jti", "j1")))))
                .isInstanceOf(JwtValidationException.class)
                .hasMessage(RejectionReason.CLAIM_REJECTED.description())
                .satisfies(failure -> assertThat(((JwtValidationException) failure).getErrors())
                        .extracting(OAuth2Error::getDescription)
                        .containsExactly("revoked: j1"));
        catchThrowable(
                () -> decoder.decode(issuer.token(t -> t.claim("jti", "j3").expiresIn(Duration.ofHours(-1)))));
        assertThat(asked).containsExactly("j2", "j1");
    }

    @Test
    void cannotTellWhenAValidatorFails() {
        for (OAuth2TokenValidator<Jwt> failing : List.<OAuth2TokenValidator<Jwt>>of(
                jwt -> {
                    throw new IllegalStateException("database: " + jwt.getSubject());
                },
                jwt -> {
                    throw new NoClassDefFoundError("x");
                },
                jwt -> null)) {
            assertThat(catchThrowable(() -> decoder("sub", List.of(failing)).decode(issuer.token())))
                    .isInstanceOf(JwtException.class)
                    .isNotInstanceOf(BadJwtException.class)
                    .hasCauseInstanceOf(VerificationFailedException.class);
        }
    }

    @Test
    void showsNothingOfTokenInExceptions() {
        VerifyingJwtDecoder withoutKeys = new VerifyingJwtDecoder(
                JwtVerifier.trusting(trusted(header -> {
                    throw new IllegalStateException("down");
                }))::verify,
                "sub",
                List.of());
        for (String token : List.of(
                issuer.token(t -> t.expiresIn(Duration.ofHours(-1))),
                issuer.token(t -> t.issuer("https://evil.example.com")),
                issuer.token(t -> t.keyId("secret-kid")),
                issuer.token(t -> t.withoutClaim("sub")),
                issuer.token(t -> t.signature(bytes -> new byte[64])),
                "secret-garbage.secret-garbage.secret-garbage")) {
            assertShowsNothing(
                    token, catchThrowable(() -> decoder("sub", List.of()).decode(token)));
        }
        String token = issuer.token();
        assertShowsNothing(token, catchThrowable(() -> withoutKeys.decode(token)));
    }

    private static void assertShowsNothing(String token, Throwable failure) {
        assertThat(failure).isInstanceOf(JwtException.class);
        StringWriter everything = new StringWriter();
        failure.printStackTrace(new PrintWriter(everything, true));
        assertThat(everything.toString()).doesNotContain(token.split("\\.")).doesNotContain("evil", "secret-");
    }

    private VerifyingJwtDecoder decoder(String nameClaim, List<OAuth2TokenValidator<Jwt>> validators) {
        return new VerifyingJwtDecoder(
                new ServletTokenVerification(
                        JwtVerifier.trusting(trusted(StaticJwkSet.ofJson(issuer.jwkSetJson()))),
                        new ServletRequestProofs(),
                        DpopMode.REJECT),
                nameClaim,
                validators);
    }

    private TrustedIssuer trusted(VerificationKeys keys) {
        return TrustedIssuer.builder(issuer.issuer(), keys)
                .audience(issuer.audience())
                .build();
    }
}
