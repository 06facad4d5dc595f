package io.github.jotguard.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.JwsAlgorithm;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.Security;
import java.security.interfaces.EdECPrivateKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Signatures that only the owner of a key can make, and no owner makes, are rejected by every engine and provider. */
class EdwardsSignaturesTest {

    private static final byte[] TEXT = "header.payload".getBytes(StandardCharsets.US_ASCII);
    private static final Provider FIRST = new RenamedProvider(Engines.BOUNCY_CASTLE.provider());

    @AfterEach
    void configureAsUsual() {
        Security.removeProvider(FIRST.getName());
        Security.removeProvider(Engines.BOUNCY_CASTLE.provider().getName());
    }

    /** An engine of another maker that verifies by the equation with the cofactor, as RFC 8032 §5.1.7 allows. */
    private static final class RenamedProvider extends Provider {

        private static final long serialVersionUID = 1L;

        RenamedProvider(Provider original) {
            super("Renamed", "1", "Edwards signatures of another provider");
            for (String name : List.of("ED25519", "ED448", "Ed25519", "Ed448", "EdDSA")) {
                Service service = original.getService("Signature", name);
                if (service != null) {
                    putService(new Service(this, "Signature", name, service.getClassName(), null, null) {
                        @Override
                        public Object newInstance(Object parameter) throws java.security.NoSuchAlgorithmException {
                            return service.newInstance(parameter);
                        }
                    });
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = JwsAlgorithm.class,
            names = {"EdDSA", "Ed448"})
    void rejectsAPartOfSmallOrderWhereBouncyCastleIsTheFirstProvider(JwsAlgorithm algorithm) throws Exception {
        Security.insertProviderAt(Engines.BOUNCY_CASTLE.provider(), 1);

        assertRejectsForgeryOfTheOwner(algorithm);
    }

    @ParameterizedTest
    @EnumSource(
            value = JwsAlgorithm.class,
            names = {"EdDSA", "Ed448"})
    void rejectsAPartOfSmallOrderWhereAnUnknownProviderIsTheFirst(JwsAlgorithm algorithm) throws Exception {
        Security.insertProviderAt(FIRST, 1);

        assertRejectsForgeryOfTheOwner(algorithm);
    }

    private static void assertRejectsForgeryOfTheOwner(JwsAlgorithm algorithm) throws GeneralSecurityException {
        KnownAnswerTest known = KnownAnswerTest.of(algorithm);
        PublicKeyVerifier check = PublicKeyVerifier.of(SignatureScheme.ofJdk(algorithm), known.key());
        byte[] text = KnownAnswerTest.text();

        assertThat(check.accepts(text, text.length, known.signature())).isTrue();
        assertThat(check.accepts(text, text.length, known.forgeries().get(0))).isFalse();
        assertThat(check.accepts(text, text.length, known.signature())).isTrue();
    }

    /** RFC 8032 §5.1.7: S times the base point is the challenge times the key, so R may be the neutral element. */
    @ParameterizedTest
    @EnumSource(Engines.class)
    void rejectsTheNeutralElement(Engines engine) throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        PublicKeyVerifier check =
                PublicKeyVerifier.of(Objects.requireNonNull(engine.scheme(JwsAlgorithm.EdDSA)), pair.getPublic());

        for (byte[] neutral : spellingsOfTheNeutralElement()) {
            assertThat(check.accepts(TEXT, TEXT.length, signature(neutral, pair)))
                    .as(engine + " " + Arrays.toString(neutral))
                    .isFalse();
        }
    }

    /** y is 1, or 1 and the prime, with either sign of x. */
    private static List<byte[]> spellingsOfTheNeutralElement() {
        List<byte[]> spellings = new ArrayList<>();
        for (BigInteger y :
                List.of(BigInteger.ONE, EdwardsSubgroup.ED25519.prime().add(BigInteger.ONE))) {
            byte[] plain = littleEndian(y, 32);
            byte[] signed = plain.clone();
            signed[31] |= (byte) 0x80;
            Collections.addAll(spellings, plain, signed);
        }
        return spellings;
    }

    private static byte[] signature(byte[] r, KeyPair pair) throws GeneralSecurityException {
        byte[] seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
        byte[] scalar = Arrays.copyOf(MessageDigest.getInstance("SHA-512").digest(seed), 32);
        scalar[0] &= (byte) 0xf8;
        scalar[31] &= 0x7f;
        scalar[31] |= 0x40;
        byte[] encoded = pair.getPublic().getEncoded();
        MessageDigest sha512 = MessageDigest.getInstance("SHA-512");
        sha512.update(r);
        sha512.update(encoded, encoded.length - 32, 32);
        BigInteger challenge = number(sha512.digest(TEXT));
        BigInteger s = challenge.multiply(number(scalar)).mod(EdwardsSubgroup.ED25519.order());
        byte[] signature = Arrays.copyOf(r, 64);
        System.arraycopy(littleEndian(s, 32), 0, signature, 32, 32);
        return signature;
    }

    @Test
    void boundsAllowNoOtherPointOfSmallOrderEither() {
        for (JwsAlgorithm algorithm : List.of(JwsAlgorithm.EdDSA, JwsAlgorithm.Ed448)) {
            KnownAnswerTest known = KnownAnswerTest.of(algorithm);
            SignatureBounds bounds = SignatureBounds.of(algorithm, known.key());
            EdwardsSubgroup subgroup =
                    algorithm == JwsAlgorithm.EdDSA ? EdwardsSubgroup.ED25519 : EdwardsSubgroup.ED448;
            int length = known.signature().length / 2;
            assertThat(bounds.allow(known.signature())).isTrue();
            for (BigInteger y : smallOrder(subgroup)) {
                byte[] signature = known.signature();
                System.arraycopy(littleEndian(y, length), 0, signature, 0, length);
                assertThat(bounds.allow(signature)).as(algorithm + " " + y).isFalse();
            }
            byte[] atThePrime = known.signature();
            System.arraycopy(littleEndian(subgroup.prime().add(BigInteger.TWO), length), 0, atThePrime, 0, length);
            assertThat(bounds.allow(atThePrime)).isFalse();
        }
    }

    private static List<BigInteger> smallOrder(EdwardsSubgroup subgroup) {
        BigInteger ofOrder8 =
                new BigInteger("2707385501144840649318225287225658788936804267575313519463743609750303402022");
        List<BigInteger> all = new ArrayList<>(
                List.of(BigInteger.ZERO, BigInteger.ONE, subgroup.prime().subtract(BigInteger.ONE)));
        if (subgroup == EdwardsSubgroup.ED25519) {
            Collections.addAll(all, ofOrder8, subgroup.prime().subtract(ofOrder8));
        }
        return all;
    }

    private static BigInteger number(byte[] littleEndian) {
        byte[] bigEndian = new byte[littleEndian.length];
        for (int i = 0; i < bigEndian.length; i++) {
            bigEndian[i] = littleEndian[littleEndian.length - 1 - i];
        }
        return new BigInteger(1, bigEndian);
    }

    private static byte[] littleEndian(BigInteger number, int length) {
        byte[] bigEndian = number.toByteArray();
        byte[] bytes = new byte[length];
        for (int i = 0; i < Math.min(length, bigEndian.length); i++) {
            bytes[i] = bigEndian[bigEndian.length - 1 - i];
        }
        return bytes;
    }
}
