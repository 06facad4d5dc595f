package io.github.jotguard.spring.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.issuers.KnownIssuers;
import io.github.jotguard.jwks.StaticJwkSet;
import io.github.jotguard.spring.caller.UnverifiedCallerException;
import io.github.jotguard.spring.problem.RequestRejectedException;
import io.github.jotguard.testing.MutableClock;
import io.github.jotguard.testing.TestIssuer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

class AuthenticatedJwtsTest {

    private static final String TOKEN = "Bearer token";

    private final TestIssuer issuer = TestIssuer.start();
    private final JwtVerifier verifier =
            JwtVerifier.trusting(TrustedIssuer.builder(issuer.issuer(), StaticJwkSet.ofJson(issuer.jwkSetJson()))
                    .audience(issuer.audience())
                    .build());
    private final VerifyingJwtDecoder decoder = new VerifyingJwtDecoder(verifier::verify, "sub", List.of());
    private final AuthenticatedJwts jwts = new AuthenticatedJwts(verifier, () -> null);

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void givesVerdictOfOurDecoder() {
        Jwt decoded = decoder.decode(issuer.token());
        assertThat(jwts.of(authenticated(decoded), null))
                .hasValueSatisfying(jwt -> assertThat(jwt.keyId()).hasValue(issuer.keyId()));
        assertThat(AuthenticatedJwts.mayBlock(authenticated(decoded))).isFalse();
    }

    @Test
    void verifiesCopyThatWentThroughSession() throws Exception {
        Jwt copy = throughSession(decoder.decode(issuer.token(t -> t.subject("u1"))));
        assertThat(AuthenticatedJwts.mayBlock(authenticated(copy))).isTrue();
        VerifiedJwt jwt = jwts.of(authenticated(copy), null).orElseThrow();
        assertThat(jwt.subject()).isEqualTo("u1");
        assertThat(jwt.keyId()).hasValue(issuer.keyId());
    }

    @Test
    void rejectsCopyThatTheVerifierRejects() throws Exception {
        Jwt copy = throughSession(decoder.decode(issuer.token()));
        JwtVerifier later = JwtVerifier.builder()
                .trust(TrustedIssuer.builder(issuer.issuer(), StaticJwkSet.ofJson(issuer.jwkSetJson()))
                        .audience(issuer.audience())
                        .build())
                .clock(MutableClock.at(Instant.now().plus(Duration.ofDays(1))))
                .build();
        assertThatThrownBy(() -> new AuthenticatedJwts(later, () -> null).of(authenticated(copy), null))
                .isInstanceOfSatisfying(
                        RequestRejectedException.class,
                        rejected -> assertThat(rejected.problem().code()).isEqualTo("expired"));
    }

    @Test
    void answersUnavailableForCopyWithoutKeys() throws Exception {
        Jwt copy = throughSession(decoder.decode(issuer.token()));
        issuer.goDown();
        try (JwtVerifier keyless =
                JwtVerifier.trusting(KnownIssuers.betterAuth(issuer.origin()).build())) {
            assertThatThrownBy(() -> new AuthenticatedJwts(keyless, () -> null).of(authenticated(copy), null))
                    .isInstanceOfSatisfying(
                            RequestRejectedException.class,
                            rejected -> assertThat(rejected.problem().code()).isEqualTo("keys_unavailable"));
        }
    }

    @Test
    void givesNoTokenOfForeignDecoder() {
        for (Authentication caller :
                List.of(authenticated(foreign()), new TestingAuthenticationToken("user", foreign(), "ROLE_USER"))) {
            assertThatThrownBy(() -> jwts.of(caller, TOKEN))
                    .isInstanceOf(UnverifiedCallerException.class)
                    .hasMessageContaining("Jotguard has not verified")
                    .hasMessageNotContaining("u1");
        }
    }

    @Test
    void givesMockTokenWhereOneIsVouchedFor() {
        VerifiedJwt verdict = verifier.verify(issuer.token());
        AuthenticatedJwts inTest = new AuthenticatedJwts(verifier, () -> mock -> verdict);
        assertThat(inTest.of(authenticated(foreign()), null)).containsSame(verdict);
        assertThat(inTest.of(authenticated(foreign()), "Bearer other")).containsSame(verdict);
    }

    @Test
    void givesNoTokenOfForeignDecoderInTestEither() {
        VerifiedJwt verdict = verifier.verify(issuer.token());
        AuthenticatedJwts inTest = new AuthenticatedJwts(verifier, () -> mock -> verdict);
        assertThatThrownBy(() -> inTest.of(authenticated(foreign()), TOKEN))
                .isInstanceOf(UnverifiedCallerException.class);
    }

    @Test
    void findsJwtInAuthenticationOfApplication() {
        Jwt jwt = decoder.decode(issuer.token());
        TestingAuthenticationToken authentication = new TestingAuthenticationToken("user", jwt, "ROLE_USER");
        assertThat(jwts.of(authentication, null)).isPresent();
        authentication.setAuthenticated(false);
        assertThat(jwts.of(authentication, null)).isEmpty();
    }

    @Test
    void findsJwtOfABearerTokenWithoutCredentials() {
        Jwt jwt = decoder.decode(issuer.token());
        Authentication bearer = new AbstractOAuth2TokenAuthenticationToken<>(jwt, "user", "erased", List.of()) {
            private static final long serialVersionUID = 1L;

            @Override
            public Map<String, Object> getTokenAttributes() {
                return getToken().getClaims();
            }
        };
        bearer.setAuthenticated(true);

        assertThat(jwts.of(bearer, null)).isPresent();
    }

    private static Jwt foreign() {
        return Jwt.withTokenValue("token").header("alg", "none").subject("u1").build();
    }

    @Test
    void givesNothingForOthers() {
        assertThat(jwts.of(null, null)).isEmpty();
        assertThat(jwts.of(new TestingAuthenticationToken("user", "password", "ROLE_USER"), null))
                .isEmpty();
        assertThat(jwts.of(
                        new AnonymousAuthenticationToken(
                                "key", "anonymous", AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS")),
                        null))
                .isEmpty();
    }

    @Test
    void decodesTokenWhoseTimesAreTurnedRoundWithinSkew() {
        Instant now = Instant.now();
        String token = issuer.token(t -> t.issuedAt(now.plusSeconds(20)).expiresAt(now.plusSeconds(10)));
        Jwt jwt = decoder.decode(token);
        assertThat(jwt.getExpiresAt()).isNotNull();
        assertThat(jwt.getIssuedAt()).isNull();
    }

    private static JwtAuthenticationToken authenticated(Jwt jwt) {
        return new JwtAuthenticationToken(jwt, List.of());
    }

    private static Jwt throughSession(Jwt jwt) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(jwt);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (Jwt) in.readObject();
        }
    }
}
