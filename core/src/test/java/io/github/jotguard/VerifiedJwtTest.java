package io.github.jotguard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The values of a verified token, and their types. */
class VerifiedJwtTest {

    private static final Forge FORGE = Forge.of("EdDSA");
    private static final JwtVerifier VERIFIER = Trust.in(
                    TrustedIssuer.anyIssuer(FORGE.keys())
                            .withoutAudienceCheck()
                            .allowMissingExpiration()
                            .build(),
                    null)
            .verifier();

    private static VerifiedJwt with(String... claims) {
        return VERIFIER.verify(FORGE.withClaims(claims));
    }

    @Test
    void givesTheRegisteredClaimsAndTheHeader() {
        VerifiedJwt jwt = VERIFIER.verify(FORGE.raw(
                FORGE.header("typ", "\"application/JWT\""),
                Forge.claims("jti", "\"7\"", "nbf", "-1.5", "scope", "\"b  a\"")));

        assertThat(jwt.subject()).isEqualTo("user-1");
        assertThat(jwt.issuer()).isEqualTo(Forge.ISSUER);
        assertThat(jwt.id()).isEqualTo("7");
        assertThat(jwt.audience()).containsExactly(Forge.AUDIENCE);
        assertThat(jwt.expiresAt()).contains(Forge.NOW.plusSeconds(900));
        assertThat(jwt.issuedAt()).contains(Forge.NOW);
        assertThat(jwt.notBefore()).contains(Instant.ofEpochMilli(-1500));
        assertThat(jwt.scopes()).containsExactlyInAnyOrder("a", "b");
        assertThat(jwt.algorithm()).isEqualTo(JwsAlgorithm.EdDSA);
        assertThat(jwt.keyId()).contains(FORGE.key().keyId());
        assertThat(jwt.type()).contains("application/JWT");
        assertThat(jwt).hasToString("VerifiedJwt[EdDSA, 8 claims]");
    }

    @Test
    void givesNothingWhereThereIsNothing() {
        VerifiedJwt jwt = with("sub", null, "iss", "null", "aud", null, "exp", "null", "iat", null);

        assertThat(jwt.audience()).isEmpty();
        assertThat(jwt.expiresAt()).isEmpty();
        assertThat(jwt.issuedAt()).isEmpty();
        assertThat(jwt.notBefore()).isEmpty();
        assertThat(jwt.scopes()).isEmpty();
        assertThat(jwt.type()).isEmpty();
        assertThatIllegalStateException().isThrownBy(jwt::subject).withMessageContaining("requireClaims(\"sub\")");
        assertThatIllegalStateException().isThrownBy(jwt::issuer).withMessageContaining("iss");
        assertThatIllegalStateException().isThrownBy(jwt::id).withMessageContaining("jti");
    }

    @Test
    void givesAClaimAsTheTypeThatIsAskedForIfNothingIsLost() {
        VerifiedJwt jwt = with(
                "i",
                "5",
                "l",
                "5000000000",
                "d",
                "1.5",
                "w",
                "5.0",
                "e",
                "1e999",
                "b",
                "true",
                "s",
                "\"x\"",
                "a",
                "[1]",
                "o",
                "{\"k\":null}",
                "n",
                "null");

        assertThat(jwt.claim("i", Integer.class)).contains(5);
        assertThat(jwt.claim("i", Long.class)).contains(5L);
        assertThat(jwt.claim("i", Double.class)).contains(5.0);
        assertThat(jwt.claim("i", BigDecimal.class)).contains(BigDecimal.valueOf(5));
        assertThat(jwt.claim("i", Number.class)).contains(5L);
        assertThat(jwt.claim("i", String.class)).isEmpty();
        assertThat(jwt.claim("l", Integer.class)).isEmpty();
        assertThat(jwt.claim("l", Long.class)).contains(5_000_000_000L);
        assertThat(jwt.claim("w", Integer.class)).contains(5);
        assertThat(jwt.claim("w", Long.class)).contains(5L);
        assertThat(jwt.claim("d", Long.class)).isEmpty();
        assertThat(jwt.claim("d", Integer.class)).isEmpty();
        assertThat(jwt.claim("d", Double.class)).contains(1.5);
        assertThat(jwt.claim("e", Double.class)).isEmpty();
        assertThat(jwt.claim("e", Long.class)).isEmpty();
        assertThat(jwt.claim("e", BigDecimal.class)).contains(new BigDecimal("1e999"));
        assertThat(jwt.claim("b", Boolean.class)).contains(true);
        assertThat(jwt.claim("s", String.class)).contains("x");
        assertThat(jwt.claim("s", Long.class)).isEmpty();
        assertThat(jwt.claim("a", List.class)).contains(List.of(1L));
        assertThat(jwt.claim("o", Map.class)).isPresent();
        assertThat(jwt.claim("n", Object.class)).isEmpty();
        assertThat(jwt.claim("absent", Object.class)).isEmpty();
        assertThatNullPointerException()
                .isThrownBy(() -> jwt.claim(null, String.class))
                .withMessage("name");
        assertThatNullPointerException().isThrownBy(() -> jwt.claim("i", null)).withMessage("type");
    }

    @Test
    void givesClaimsInOrderThatNobodyCanChange() {
        VerifiedJwt jwt = with("scope", "[\"a\",\"b\"]");

        assertThat(jwt.claims().keySet()).containsExactly("iss", "aud", "sub", "iat", "exp", "scope");
        assertThat(jwt.claims()).isUnmodifiable();
        assertThat(jwt.audience()).isUnmodifiable();
        assertThat(jwt.scopes()).isUnmodifiable().containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void givesATimeThatNoInstantHoldsAsTheLastOne() {
        assertThat(with("exp", "1e30").expiresAt()).contains(Instant.MAX);
        assertThat(with("nbf", "-1e30").notBefore()).contains(Instant.MIN);
        assertThat(with("exp", "31556889864403199").expiresAt()).contains(Instant.ofEpochSecond(31556889864403199L));
        assertThat(with("exp", "31556889864403199.0").expiresAt()).contains(Instant.ofEpochSecond(31556889864403199L));
        assertThat(with("exp", "31556889864403199.5").expiresAt()).contains(Instant.MAX);
        assertThat(with("exp", "31556889864403200").expiresAt()).contains(Instant.MAX);
        assertThat(with("nbf", "-31557014167219200").notBefore()).contains(Instant.MIN);
        assertThat(with("nbf", "-31557014167219201").notBefore()).contains(Instant.MIN);
        assertThat(with("exp", "1800000000.0000000001").expiresAt()).contains(Instant.ofEpochSecond(1_800_000_000, 1));
        assertThat(with("exp", "1800000000.999999999999").expiresAt()).contains(Instant.ofEpochSecond(1_800_000_001));
    }
}
