package io.github.jotguard.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.ProofOfPossession;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.jwks.StaticJwkSet;
import io.github.jotguard.testing.TestIssuer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

class AuthenticatedJwtsTest {

    private final AuthenticatedJwts jwts = new AuthenticatedJwts();

    @Test
    void givesVerdictOfOurDecoder() {
        try (TestIssuer issuer = TestIssuer.start()) {
            String token = issuer.token();
            VerifyingJwtDecoder decoder = decoder(issuer);
            assertThat(jwts.of(authenticated(decoder.decode(token))))
                    .hasValueSatisfying(jwt -> assertThat(jwt.keyId()).hasValue(issuer.keyId()));
        }
    }

    @Test
    void givesClaimsOfCopyThatWentThroughSession() throws Exception {
        try (TestIssuer issuer = TestIssuer.start()) {
            Jwt copy = throughSession(decoder(issuer).decode(issuer.token(t -> t.subject("u1"))));
            VerifiedJwt jwt = jwts.of(authenticated(copy)).orElseThrow();
            assertThat(jwt.subject()).isEqualTo("u1");
            assertThat(jwt.issuer()).isEqualTo(issuer.issuer());
        }
    }

    @Test
    void takesWordOfSpringSecurityForForeignJwt() {
        Instant later = Instant.ofEpochSecond(Instant.now().getEpochSecond() + 60);
        Jwt foreign = Jwt.withTokenValue("token")
                .header("alg", "none")
                .subject("u1")
                .audience(List.of("a", "b"))
                .expiresAt(later)
                .claim("nested", Map.of("list", List.of(1, true, "x")))
                .build();
        VerifiedJwt jwt = jwts.of(authenticated(foreign)).orElseThrow();
        assertThat(jwt.subject()).isEqualTo("u1");
        assertThat(jwt.audience()).containsExactly("a", "b");
        assertThat(jwt.expiresAt()).hasValue(later);
        assertThat(jwt.claims()).containsEntry("nested", Map.of("list", List.of(1L, true, "x")));
    }

    @Test
    void refusesForeignJwtThatHasExpired() {
        Jwt expired = Jwt.withTokenValue("token")
                .header("alg", "none")
                .subject("u1")
                .expiresAt(Instant.now().minusSeconds(600))
                .build();
        assertThatThrownBy(() -> jwts.of(authenticated(expired)))
                .isInstanceOfSatisfying(
                        RequestRefusedException.class,
                        refused -> assertThat(refused.problem().code()).isEqualTo("expired"));
    }

    @Test
    void takesForeignJwtThatHasExpiredWithinAnySkewThatDecoderMayHave() {
        Jwt copy = Jwt.withTokenValue("token")
                .header("alg", "none")
                .subject("u1")
                .expiresAt(Instant.now().minusSeconds(570))
                .build();
        assertThat(jwts.of(authenticated(copy))).isPresent();
    }

    @Test
    void findsJwtInAuthenticationOfApplication() {
        Jwt jwt =
                Jwt.withTokenValue("token").header("alg", "none").subject("u1").build();
        TestingAuthenticationToken authentication = new TestingAuthenticationToken("user", jwt, "ROLE_USER");
        assertThat(jwts.of(authentication)).isPresent();
        authentication.setAuthenticated(false);
        assertThat(jwts.of(authentication)).isEmpty();
    }

    @Test
    void givesNothingForOthers() {
        assertThat(jwts.of(null)).isEmpty();
        assertThat(jwts.of(new TestingAuthenticationToken("user", "password", "ROLE_USER")))
                .isEmpty();
        assertThat(jwts.of(new AnonymousAuthenticationToken(
                        "key", "anonymous", AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS"))))
                .isEmpty();
    }

    @Test
    void decodesTokenWhoseTimesAreTurnedRoundWithinSkew() {
        try (TestIssuer issuer = TestIssuer.start()) {
            Instant now = Instant.now();
            String token = issuer.token(t -> t.issuedAt(now.plusSeconds(20)).expiresAt(now.plusSeconds(10)));
            Jwt jwt = decoder(issuer).decode(token);
            assertThat(jwt.getExpiresAt()).isNotNull();
            assertThat(jwt.getIssuedAt()).isNull();
        }
    }

    private static JwtAuthenticationToken authenticated(Jwt jwt) {
        return new JwtAuthenticationToken(jwt, List.of());
    }

    private static VerifyingJwtDecoder decoder(TestIssuer issuer) {
        return new VerifyingJwtDecoder(
                JwtVerifier.trusting(TrustedIssuer.builder(issuer.issuer(), StaticJwkSet.ofJson(issuer.jwkSetJson()))
                        .audience(issuer.audience())
                        .build()),
                "sub",
                ProofOfPossession.NONE,
                List.of());
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
