package io.github.jotguard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.jotguard.testing.TestKey;
import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EdECPoint;
import java.security.spec.EllipticCurve;
import java.security.spec.NamedParameterSpec;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that do not come from a JWK Set: any implementation of Java's interfaces, sound or not (RFC 8725 §3.4). */
class VerificationKeyTest {

    private static final ECPublicKey P_256 =
            (ECPublicKey) Forge.of("ES256").key().publicKey();
    private static final ECParameterSpec CURVE = P_256.getParams();
    private static final BigInteger P = ((ECFieldFp) CURVE.getCurve().getField()).getP();

    private static void assertUnsound(PublicKey key, JwsAlgorithm algorithm) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VerificationKey.of(key, "kid", Set.of(algorithm)))
                .withMessageMatching(".*(takes|must).*");
    }

    private record Ec(ECPoint point, ECParameterSpec curve) implements ECPublicKey {
        private static final long serialVersionUID = 1L;

        @Override
        public ECPoint getW() {
            return point;
        }

        @Override
        public ECParameterSpec getParams() {
            return curve;
        }

        @Override
        public String getAlgorithm() {
            return "EC";
        }

        @Override
        public String getFormat() {
            return "none";
        }

        @Override
        public byte @Nullable [] getEncoded() {
            return null;
        }
    }

    private record Rsa(BigInteger modulus, BigInteger exponent) implements RSAPublicKey {
        private static final long serialVersionUID = 1L;

        @Override
        public BigInteger getModulus() {
            return modulus;
        }

        @Override
        public BigInteger getPublicExponent() {
            return exponent;
        }

        @Override
        public String getAlgorithm() {
            return "RSA";
        }

        @Override
        public String getFormat() {
            return "none";
        }

        @Override
        public byte[] getEncoded() {
            return modulus.toByteArray();
        }
    }

    private record Ed(EdECPoint point, NamedParameterSpec curve) implements EdECPublicKey {
        private static final long serialVersionUID = 1L;

        @Override
        public EdECPoint getPoint() {
            return point;
        }

        @Override
        public NamedParameterSpec getParams() {
            return curve;
        }

        @Override
        public String getAlgorithm() {
            return "EdDSA";
        }

        @Override
        public String getFormat() {
            return "none";
        }

        @Override
        public byte[] getEncoded() {
            return point.getY().toByteArray();
        }
    }

    @Test
    void rejectsAnotherCurveOfTheSameSize() {
        BigInteger p = BigInteger.ONE
                .shiftLeft(256)
                .subtract(BigInteger.ONE.shiftLeft(32))
                .subtract(BigInteger.valueOf(977));
        ECPoint generator = new ECPoint(
                new BigInteger("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798", 16),
                new BigInteger("483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8", 16));
        ECParameterSpec secp256k1 = new ECParameterSpec(
                new EllipticCurve(new ECFieldFp(p), BigInteger.ZERO, BigInteger.valueOf(7)),
                generator,
                new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16),
                1);

        assertUnsound(new Ec(generator, secp256k1), JwsAlgorithm.ES256);
    }

    @Test
    void rejectsAGeneratorOfItsOwnChoice() {
        assertUnsound(
                new Ec(P_256.getW(), new ECParameterSpec(CURVE.getCurve(), P_256.getW(), CURVE.getOrder(), 1)),
                JwsAlgorithm.ES256);
        assertUnsound(
                new Ec(
                        P_256.getW(),
                        new ECParameterSpec(
                                CURVE.getCurve(),
                                CURVE.getGenerator(),
                                CURVE.getOrder().subtract(BigInteger.TWO),
                                1)),
                JwsAlgorithm.ES256);
        assertUnsound(
                new Ec(P_256.getW(), new ECParameterSpec(CURVE.getCurve(), CURVE.getGenerator(), CURVE.getOrder(), 2)),
                JwsAlgorithm.ES256);
    }

    @Test
    void rejectsACurveWithOtherCoefficients() {
        BigInteger a = CURVE.getCurve().getA();
        BigInteger b = CURVE.getCurve().getB();
        for (EllipticCurve other : new EllipticCurve[] {
            new EllipticCurve(CURVE.getCurve().getField(), a.subtract(BigInteger.ONE), b),
            new EllipticCurve(CURVE.getCurve().getField(), a, b.subtract(BigInteger.ONE)),
            new EllipticCurve(new ECFieldFp(P.add(BigInteger.TWO)), a, b),
        }) {
            assertUnsound(
                    new Ec(P_256.getW(), new ECParameterSpec(other, CURVE.getGenerator(), CURVE.getOrder(), 1)),
                    JwsAlgorithm.ES256);
        }
    }

    /** A point of P-256 whose x is 0 is as good as any; the same with the prime added to a coordinate is a second spelling of it. */
    @Test
    void takesCoordinatesFromZeroToBelowThePrime() throws Exception {
        BigInteger root = CURVE.getCurve().getB().modPow(P.add(BigInteger.ONE).shiftRight(2), P);
        PublicKey key = KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(new ECPoint(BigInteger.ZERO, root), CURVE));

        assertThat(VerificationKey.of(key, "kid", Set.of(JwsAlgorithm.ES256)).algorithms())
                .containsExactly(JwsAlgorithm.ES256);
        assertUnsound(new Ec(new ECPoint(P, root), CURVE), JwsAlgorithm.ES256);
        assertUnsound(new Ec(new ECPoint(BigInteger.ZERO, root.add(P)), CURVE), JwsAlgorithm.ES256);
        assertUnsound(new Ec(new ECPoint(P.negate(), root), CURVE), JwsAlgorithm.ES256);
        assertUnsound(new Ec(new ECPoint(BigInteger.ZERO, root.subtract(P)), CURVE), JwsAlgorithm.ES256);
    }

    @Test
    void rejectsPointsThatAreNotOnTheCurve() {
        BigInteger x = P_256.getW().getAffineX();
        BigInteger y = P_256.getW().getAffineY();
        for (ECPoint point : new ECPoint[] {
            ECPoint.POINT_INFINITY,
            new ECPoint(x, y.add(BigInteger.ONE)),
            new ECPoint(x.add(P), y),
            new ECPoint(x, y.add(P)),
            new ECPoint(x.subtract(P), y),
            new ECPoint(x, y.subtract(P)),
            new ECPoint(y, x),
            new ECPoint(BigInteger.ZERO, BigInteger.ZERO),
        }) {
            assertUnsound(new Ec(point, CURVE), JwsAlgorithm.ES256);
        }
    }

    @Test
    void rejectsAKeyWithoutEncodingBecauseItCouldNotBeToldFromAnother() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VerificationKey.of(new Ec(P_256.getW(), CURVE), "kid", Set.of(JwsAlgorithm.ES256)))
                .withMessageContaining("encoding");
    }

    @ParameterizedTest
    @CsvSource({
        "2047, 65537, false",
        "2048, 65537, true",
        "8192, 65537, true",
        "8193, 65537, false",
        "2048, 1, false",
        "2048, 2, false",
        "2048, 3, true",
        "2048, 4, false",
        "2048, -3, false",
        "2048, 18446744073709551615, true",
        "2048, 18446744073709551617, false",
    })
    void takesRsaKeysWithinBounds(int bits, String exponent, boolean isSound) {
        BigInteger modulus = BigInteger.ONE.shiftLeft(bits - 1).add(BigInteger.ONE);
        Rsa key = new Rsa(modulus, new BigInteger(exponent));

        if (isSound) {
            assertThat(VerificationKey.of(key, null, Set.of(JwsAlgorithm.RS256)).algorithms())
                    .containsExactly(JwsAlgorithm.RS256);
        } else {
            assertUnsound(key, JwsAlgorithm.RS256);
        }
        assertUnsound(new Rsa(modulus.add(BigInteger.ONE), BigInteger.valueOf(65_537)), JwsAlgorithm.RS256);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EdDSA", "Ed448"})
    void rejectsEdwardsPointsThatAreNone(String algorithm) {
        EdECPublicKey good = (EdECPublicKey) Forge.of(algorithm).key().publicKey();
        BigInteger p = algorithm.equals("EdDSA")
                ? BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19))
                : BigInteger.ONE
                        .shiftLeft(448)
                        .subtract(BigInteger.ONE.shiftLeft(224))
                        .subtract(BigInteger.ONE);
        JwsAlgorithm named = JwsAlgorithm.valueOf(algorithm);

        assertThat(VerificationKey.of(good, "k", Set.of(named)).keyId()).contains("k");
        for (BigInteger y : new BigInteger[] {
            BigInteger.ZERO,
            BigInteger.ONE,
            p.subtract(BigInteger.ONE),
            p,
            p.add(BigInteger.ONE),
            BigInteger.ONE.negate(),
            good.getPoint().getY().add(p),
        }) {
            assertUnsound(new Ed(new EdECPoint(false, y), good.getParams()), named);
            assertUnsound(new Ed(new EdECPoint(true, y), good.getParams()), named);
        }
    }

    /** Each of the four points of order 8, doubled three times by hand, is the neutral one; the constant in the check is their y. */
    @Test
    void knowsThePointsOfOrderEight() {
        BigInteger p = BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));
        BigInteger y = new BigInteger("2707385501144840649318225287225658788936804267575313519463743609750303402022");
        EdECPublicKey good = (EdECPublicKey) Forge.of("EdDSA").key().publicKey();
        BigInteger d = BigInteger.valueOf(-121_665)
                .multiply(BigInteger.valueOf(121_666).modInverse(p))
                .mod(p);
        BigInteger y2 = y.multiply(y).mod(p);
        BigInteger x2 = y2.subtract(BigInteger.ONE)
                .multiply(d.multiply(y2).add(BigInteger.ONE).modInverse(p))
                .mod(p);

        // (x, y) doubled has y' = (y² + x²) / (2 - y² + x²): zero, a point of order 4, if x² = -y²
        assertThat(x2.add(y2).mod(p)).isEqualTo(BigInteger.ZERO);
        for (BigInteger of8 : new BigInteger[] {y, p.subtract(y)}) {
            assertUnsound(new Ed(new EdECPoint(false, of8), good.getParams()), JwsAlgorithm.EdDSA);
            assertUnsound(new Ed(new EdECPoint(true, of8), good.getParams()), JwsAlgorithm.EdDSA);
        }
    }

    @Test
    void fitsAHeaderByAlgorithmAndKid() {
        VerificationKey named = VerificationKey.of(P_256, "k", Set.of(JwsAlgorithm.ES256));
        VerificationKey nameless = VerificationKey.of(P_256, null, Set.of(JwsAlgorithm.ES256));

        assertThat(named.fits(header(JwsAlgorithm.ES256, "k"))).isTrue();
        assertThat(named.fits(header(JwsAlgorithm.ES256, null))).isTrue();
        assertThat(named.fits(header(JwsAlgorithm.ES256, "K"))).isFalse();
        assertThat(named.fits(header(JwsAlgorithm.ES384, "k"))).isFalse();
        assertThat(nameless.fits(header(JwsAlgorithm.ES256, null))).isTrue();
        assertThat(nameless.fits(header(JwsAlgorithm.ES256, "k"))).isFalse();
    }

    private static JwsHeader header(JwsAlgorithm algorithm, @Nullable String kid) {
        return new JwsHeader(algorithm, Optional.ofNullable(kid), Optional.empty());
    }

    @Test
    void isEqualToTheSameKeyUnderTheSameName() {
        VerificationKey key = VerificationKey.of(P_256, "k", Set.of(JwsAlgorithm.ES256));
        Set<JwsAlgorithm> es256 = Set.of(JwsAlgorithm.ES256);

        assertThat(key)
                .isEqualTo(VerificationKey.of(P_256, "k", es256))
                .hasSameHashCodeAs(VerificationKey.of(P_256, "k", es256))
                .isNotEqualTo(VerificationKey.of(P_256, "l", es256))
                .isNotEqualTo(VerificationKey.of(P_256, null, es256))
                .isNotEqualTo(VerificationKey.of(TestKey.generate("ES256").publicKey(), "k", es256))
                .isNotEqualTo("k")
                .hasToString("VerificationKey[[ES256]]");
        assertThat(VerificationKey.of(P_256, null, es256)).hasSameHashCodeAs(VerificationKey.of(P_256, null, es256));
        PublicKey rsa = Forge.of("RS256").key().publicKey();
        assertThat(VerificationKey.of(rsa, "k", Set.of(JwsAlgorithm.RS256)))
                .isNotEqualTo(VerificationKey.of(rsa, "k", Set.of(JwsAlgorithm.PS256)));
    }
}
