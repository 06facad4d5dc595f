package io.github.jotguard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.jotguard.jwks.StaticJwkSet;
import io.github.jotguard.signature.AlgorithmSpec;
import io.github.jotguard.signature.Engines;
import io.github.jotguard.signature.KeyType;
import io.github.jotguard.signature.KeyVerifier;
import io.github.jotguard.signature.KnownAnswerTest;
import io.github.jotguard.signature.PreparedKey;
import io.github.jotguard.signature.PublicKeyVerifier;
import io.github.jotguard.signature.SignatureBounds;
import io.github.jotguard.signature.SignatureScheme;
import io.github.jotguard.testing.CompactJws;
import io.github.jotguard.testing.TestKey;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same verdict from every engine, for what is good and for what is not. */
@Tag("slow")
class SignatureEnginesTest {

    private static final byte[] TEXT = "header.payload".getBytes(StandardCharsets.US_ASCII);
    private static final BigInteger ED25519_ORDER =
            BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));

    static Stream<Arguments> enginesAndAlgorithms() {
        return Engines.withAlgorithms();
    }

    @ParameterizedTest
    @MethodSource("enginesAndAlgorithms")
    void acceptTheKnownSignatureAndRejectItsForgeries(Engines engine, JwsAlgorithm algorithm) {
        KnownAnswerTest known = KnownAnswerTest.of(algorithm);

        assertThat(known.passes(scheme(engine, algorithm))).isTrue();
    }

    @ParameterizedTest
    @MethodSource("enginesAndAlgorithms")
    void rejectEverySignatureButTheOneAndAcceptThatAfterwards(Engines engine, JwsAlgorithm algorithm) throws Exception {
        TestKey key = TestKey.generate(algorithm.name());
        byte[] good = key.sign(TEXT);
        KeyVerifier check = PublicKeyVerifier.of(scheme(engine, algorithm), key.publicKey());

        assertThat(accepts(check, TEXT, good)).isTrue();
        for (Map.Entry<String, byte[]> bad : badSignatures(key, algorithm, good).entrySet()) {
            assertThat(accepts(check, TEXT, bad.getValue())).as(bad.getKey()).isFalse();
            assertThat(accepts(check, TEXT, good))
                    .as("the good one after " + bad.getKey())
                    .isTrue();
        }
        assertThat(accepts(check, "header.Payload".getBytes(StandardCharsets.US_ASCII), good))
                .isFalse();
        assertThat(accepts(check, "header.payload2".getBytes(StandardCharsets.US_ASCII), good))
                .isFalse();
    }

    private static Map<String, byte[]> badSignatures(TestKey key, JwsAlgorithm algorithm, byte[] good) {
        Map<String, byte[]> bad = new LinkedHashMap<>();
        bad.put("nothing", new byte[0]);
        bad.put("zeros", new byte[good.length]);
        bad.put("one byte less", Arrays.copyOf(good, good.length - 1));
        bad.put("one byte more", Arrays.copyOf(good, good.length + 1));
        bad.put("twice", concatenate(good, good));
        bad.put("of another key", TestKey.generate(algorithm.name()).sign(TEXT));
        for (int i = 0; i < good.length; i += Math.max(1, good.length / 7)) {
            byte[] flipped = good.clone();
            flipped[i] ^= 0x10;
            bad.put("flipped at " + i, flipped);
        }
        switch (AlgorithmSpec.of(algorithm).keyType()) {
            case EC -> addEllipticCurve(bad, (ECPublicKey) key.publicKey(), good);
            case RSA -> addRsa(bad, (RSAPublicKey) key.publicKey(), good);
            case OKP -> addEdwards(bad, algorithm, good);
            case OCT -> throw new IllegalArgumentException();
        }
        return bad;
    }

    private static void addEllipticCurve(Map<String, byte[]> bad, ECPublicKey key, byte[] good) {
        int half = good.length / 2;
        BigInteger n = key.getParams().getOrder();
        BigInteger r = new BigInteger(1, Arrays.copyOfRange(good, 0, half));
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(good, half, good.length));
        bad.put("in DER", der(r, s));
        bad.put("r and s swapped", concatenate(bytes(s, half), bytes(r, half)));
        bad.put("r of 0", concatenate(new byte[half], bytes(s, half)));
        bad.put("s of 0", concatenate(bytes(r, half), new byte[half]));
        bad.put("r of n", concatenate(bytes(n, half), bytes(s, half)));
        bad.put("s of n", concatenate(bytes(r, half), bytes(n, half)));
        bad.put("r and s of n", concatenate(bytes(n, half), bytes(n, half)));
        byte[] ones = new byte[good.length];
        Arrays.fill(ones, (byte) 0xff);
        bad.put("all ones", ones);
        BigInteger room = BigInteger.ONE.shiftLeft(half * Byte.SIZE);
        if (s.add(n).compareTo(room) < 0) {
            bad.put("s plus n", concatenate(bytes(r, half), bytes(s.add(n), half)));
        }
    }

    private static void addRsa(Map<String, byte[]> bad, RSAPublicKey key, byte[] good) {
        BigInteger s = new BigInteger(1, good);
        bad.put("one", bytes(BigInteger.ONE, good.length));
        bad.put("n less one", bytes(key.getModulus().subtract(BigInteger.ONE), good.length));
        bad.put("n", bytes(key.getModulus(), good.length));
        if (s.add(key.getModulus()).bitLength() <= good.length * Byte.SIZE) {
            bad.put("s plus n", bytes(s.add(key.getModulus()), good.length));
        }
        bad.put("a zero before it", concatenate(new byte[1], good));
    }

    private static void addEdwards(Map<String, byte[]> bad, JwsAlgorithm algorithm, byte[] good) {
        byte[] identity = new byte[good.length];
        identity[0] = 1;
        bad.put("R neutral, S of 0", identity);
        if (algorithm == JwsAlgorithm.EdDSA) {
            BigInteger s = new BigInteger(1, reversed(Arrays.copyOfRange(good, 32, 64)));
            byte[] r = Arrays.copyOf(good, 32);
            bad.put("S plus L", concatenate(r, reversed(bytes(s.add(ED25519_ORDER), 32))));
            bad.put("S of L", concatenate(r, reversed(bytes(ED25519_ORDER, 32))));
        }
    }

    static Stream<Arguments> boundsOfNumbers() throws GeneralSecurityException {
        List<Arguments> bounds = new ArrayList<>();
        for (JwsAlgorithm algorithm : Engines.algorithms().toList()) {
            PublicKey key = KnownAnswerTest.of(algorithm).key();
            SignatureBounds limits = SignatureBounds.of(algorithm, key);
            bounds.add(argumentSet(
                    algorithm.name(), limits, AlgorithmSpec.of(algorithm).keyType() == KeyType.OKP));
        }
        return bounds.stream();
    }

    @ParameterizedTest
    @MethodSource("boundsOfNumbers")
    void seeOnlyNumbersBelowTheirLimit(SignatureBounds bounds, boolean isLittleEndian) {
        int numbers = bounds.length() / bounds.limit().length;
        BigInteger limit = new BigInteger(1, bounds.limit());
        byte[] atLimit = filled(bounds, limit, numbers, isLittleEndian);
        byte[] belowLimit = filled(bounds, limit.subtract(BigInteger.ONE), numbers, isLittleEndian);

        assertThat(bounds.allow(belowLimit)).isTrue();
        assertThat(bounds.allow(atLimit)).isFalse();
        assertThat(bounds.allow(Arrays.copyOf(belowLimit, bounds.length() - 1))).isFalse();
        assertThat(bounds.allow(Arrays.copyOf(belowLimit, bounds.length() + 1))).isFalse();
    }

    private static byte[] filled(SignatureBounds bounds, BigInteger number, int numbers, boolean isLittleEndian) {
        byte[] one = bytes(number, bounds.limit().length);
        byte[] ordered = isLittleEndian ? reversed(one) : one;
        byte[] all = ordered;
        for (int i = 1; i < numbers; i++) {
            all = concatenate(all, ordered);
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("enginesAndAlgorithms")
    void verifyForManyThreadsAtOnce(Engines engine, JwsAlgorithm algorithm) throws Exception {
        TestKey key = TestKey.generate(algorithm.name());
        byte[] good = key.sign(TEXT);
        byte[] bad = key.sign("another text".getBytes(StandardCharsets.US_ASCII));
        KeyVerifier check = PublicKeyVerifier.of(scheme(engine, algorithm), key.publicKey());
        Callable<Boolean> task = () -> {
            boolean isRight = true;
            for (int i = 0; i < 6; i++) {
                isRight &= accepts(check, TEXT, good) && !accepts(check, TEXT, bad);
            }
            return isRight;
        };
        ExecutorService threads = Executors.newFixedThreadPool(12);
        try {
            List<Future<Boolean>> verdicts =
                    threads.invokeAll(IntStream.range(0, 12).mapToObj(i -> task).toList());
            for (Future<Boolean> verdict : verdicts) {
                assertThat(verdict.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    static Stream<Engines> engines() {
        return Stream.of(Engines.values());
    }

    @ParameterizedTest
    @MethodSource("engines")
    void takeARsaKeyWithALargeExponent(Engines engine) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        BigInteger exponent = BigInteger.ONE.shiftLeft(63).add(BigInteger.valueOf(29));
        generator.initialize(new RSAKeyGenParameterSpec(2048, exponent));
        KeyPair pair = generator.generateKeyPair();
        Signature signer = Signature.getInstance("SHA256withRSA");
        signer.initSign(pair.getPrivate());
        signer.update(TEXT);
        byte[] good = signer.sign();
        KeyVerifier check = PublicKeyVerifier.of(scheme(engine, JwsAlgorithm.RS256), pair.getPublic());

        assertThat(accepts(check, TEXT, good)).isTrue();
        good[17] ^= 1;
        assertThat(accepts(check, TEXT, good)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("enginesAndAlgorithms")
    void giveTheVerdictOnATokenThatTheVerifierGives(Engines engine, JwsAlgorithm algorithm) {
        TestKey key = TestKey.generate(algorithm.name());
        JwtVerifier.Builder builder = JwtVerifier.builder()
                .trust(TrustedIssuer.builder("issuer", StaticJwkSet.ofJson("{\"keys\":[" + key.jwk() + "]}"))
                        .algorithms(algorithm)
                        .withoutAudienceCheck()
                        .allowMissingExpiration()
                        .build());
        engine.accept(builder);
        JwtVerifier verifier = builder.build();
        CompactJws token = CompactJws.of(
                        "{\"alg\":\"" + key.algorithm() + "\",\"kid\":\"" + key.keyId() + "\"}",
                        "{\"iss\":\"issuer\",\"sub\":\"u1\"}")
                .signedWith(key);

        assertThat(verifier.verify(token.toString()).algorithm()).isEqualTo(algorithm);
        assertThat(reasonFor(verifier, token.payload("{\"iss\":\"issuer\",\"sub\":\"u2\"}")))
                .isEqualTo(RejectionReason.BAD_SIGNATURE);
        assertThat(reasonFor(verifier, token.signedWith(TestKey.generate(algorithm.name()))))
                .isEqualTo(RejectionReason.BAD_SIGNATURE);
    }

    @Test
    void keepAKeyApartForEachOfItsAlgorithms() throws Exception {
        TestKey rsa = TestKey.generate("RS256");
        VerificationKey key = VerificationKey.of(rsa.publicKey(), null, Set.of(JwsAlgorithm.RS256, JwsAlgorithm.PS256));
        PreparedKey prepared = key.prepared();
        PublicKeyVerifier rs256 = PublicKeyVerifier.of(SignatureScheme.ofJdk(JwsAlgorithm.RS256), rsa.publicKey());
        prepared.add(JwsAlgorithm.RS256, rs256);

        assertThat(prepared.verifier(JwsAlgorithm.RS256)).isSameAs(rs256);
        assertThat(prepared.verifier(JwsAlgorithm.PS256)).isNull();
        assertThat(accepts(rs256, TEXT, rsa.sign(TEXT))).isTrue();
        assertThat(accepts(
                        PublicKeyVerifier.of(SignatureScheme.ofJdk(JwsAlgorithm.PS256), rsa.publicKey()),
                        TEXT,
                        rsa.sign(TEXT)))
                .isFalse();
    }

    private static RejectionReason reasonFor(JwtVerifier verifier, CompactJws token) {
        return verifier.explain(token.toString()).reason().orElseThrow();
    }

    private static SignatureScheme scheme(Engines engine, JwsAlgorithm algorithm) {
        return Objects.requireNonNull(engine.scheme(algorithm));
    }

    private static boolean accepts(KeyVerifier check, byte[] text, byte[] signature) {
        try {
            return check.accepts(text, text.length, signature);
        } catch (GeneralSecurityException rejected) {
            return false;
        }
    }

    private static byte[] der(BigInteger r, BigInteger s) {
        byte[] first = r.toByteArray();
        byte[] second = s.toByteArray();
        byte[] body = concatenate(
                concatenate(new byte[] {2, (byte) first.length}, first),
                concatenate(new byte[] {2, (byte) second.length}, second));
        return concatenate(new byte[] {0x30, (byte) body.length}, body);
    }

    private static byte[] bytes(BigInteger number, int length) {
        byte[] twosComplement = number.toByteArray();
        byte[] bytes = new byte[length];
        int used = Math.min(length, twosComplement.length);
        System.arraycopy(twosComplement, twosComplement.length - used, bytes, length - used, used);
        return bytes;
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }

    private static byte[] concatenate(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
