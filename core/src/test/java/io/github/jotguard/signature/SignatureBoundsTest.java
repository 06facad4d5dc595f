package io.github.jotguard.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.JwsAlgorithm;
import io.github.jotguard.testing.TestKey;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The bounds outside of which a signature is rejected before any engine is called, on both sides of each. */
class SignatureBoundsTest {

    @ParameterizedTest
    @EnumSource(
            names = {"HS256", "HS384", "HS512"},
            mode = Mode.EXCLUDE)
    void demandTheExactLength(JwsAlgorithm algorithm) {
        TestKey key = TestKey.generate(algorithm.name());
        SignatureBounds bounds = SignatureBounds.of(algorithm, key.publicKey());
        byte[] good = key.sign(new byte[] {1});

        assertThat(bounds.length()).isEqualTo(good.length);
        assertThat(bounds.allow(good)).isTrue();
        assertThat(bounds.allow(Arrays.copyOf(good, good.length - 1))).isFalse();
        assertThat(bounds.allow(Arrays.copyOf(good, good.length + 1))).isFalse();
    }

    /** RFC 6979 §2.4, FIPS 186-5 §6.4.2: r and s are at least 1 and below the order. */
    @ParameterizedTest
    @CsvSource({"ES256, 32", "ES384, 48", "ES512, 66"})
    void ofEcdsaAreFromOneToBelowTheOrder(JwsAlgorithm algorithm, int half) {
        PublicKey key = TestKey.generate(algorithm.name()).publicKey();
        SignatureBounds bounds = SignatureBounds.of(algorithm, key);
        BigInteger order = ((ECPublicKey) key).getParams().getOrder();
        BigInteger last = order.subtract(BigInteger.ONE);

        for (BigInteger good : new BigInteger[] {BigInteger.ONE, BigInteger.TWO.pow(8), last}) {
            assertThat(bounds.allow(pair(half, good, BigInteger.ONE))).isTrue();
            assertThat(bounds.allow(pair(half, BigInteger.ONE, good))).isTrue();
        }
        for (BigInteger bad : new BigInteger[] {BigInteger.ZERO, order, order.add(BigInteger.ONE)}) {
            assertThat(bounds.allow(pair(half, bad, BigInteger.ONE))).isFalse();
            assertThat(bounds.allow(pair(half, BigInteger.ONE, bad))).isFalse();
        }
    }

    /** RFC 8017 §5.2.2: the signature as a number is below the modulus. */
    @Test
    void ofRsaAreBelowTheModulus() {
        PublicKey key = TestKey.generate("RS256").publicKey();
        SignatureBounds bounds = SignatureBounds.of(JwsAlgorithm.RS256, key);
        BigInteger modulus = ((RSAPublicKey) key).getModulus();

        assertThat(bounds.limit()).isEqualTo(bytes(256, modulus));
        assertThat(bounds.allow(bytes(256, BigInteger.ZERO))).isTrue();
        assertThat(bounds.allow(bytes(256, modulus.subtract(BigInteger.ONE)))).isTrue();
        assertThat(bounds.allow(bytes(256, modulus))).isFalse();
        assertThat(bounds.allow(bytes(256, modulus.add(BigInteger.ONE)))).isFalse();
    }

    /** RFC 8032 §5.1.7, §5.2.7: S is below the order of the group, written with the least significant byte first. The engine decodes R. */
    @ParameterizedTest
    @CsvSource({
        "EdDSA, 32, 7237005577332262213973186563042994240857116359379907606001950938285454250989",
        "Ed448, 57, 18170968107390172263733095197200113358841034017182951507037254979514600396"
                + "1539585716195755291692375963310293709091662304773755859649779",
    })
    void ofEdwardsCurvesHaveAnSBelowTheOrder(JwsAlgorithm algorithm, int half, String order) {
        SignatureBounds bounds =
                SignatureBounds.of(algorithm, TestKey.generate(algorithm.name()).publicKey());
        BigInteger limit = new BigInteger(order);

        assertThat(bounds.allow(edwards(half, BigInteger.ZERO))).isTrue();
        assertThat(bounds.allow(edwards(half, limit.subtract(BigInteger.ONE)))).isTrue();
        assertThat(bounds.allow(edwards(half, limit))).isFalse();
        assertThat(bounds.allow(edwards(half, limit.add(BigInteger.ONE)))).isFalse();
    }

    private static byte[] edwards(int half, BigInteger s) {
        byte[] signature = new byte[2 * half];
        Arrays.fill(signature, 0, half - 1, (byte) 0x55); // a y below the prime
        byte[] bigEndian = bytes(half, s);
        for (int i = 0; i < half; i++) {
            signature[2 * half - 1 - i] = bigEndian[i];
        }
        return signature;
    }

    private static byte[] pair(int half, BigInteger r, BigInteger s) {
        byte[] signature = Arrays.copyOf(bytes(half, r), 2 * half);
        System.arraycopy(bytes(half, s), 0, signature, half, half);
        return signature;
    }

    private static byte[] bytes(int length, BigInteger number) {
        byte[] twosComplement = number.toByteArray();
        byte[] bytes = new byte[length];
        int used = Math.min(length, twosComplement.length);
        System.arraycopy(twosComplement, twosComplement.length - used, bytes, length - used, used);
        return bytes;
    }
}
