package io.github.jotguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.testing.TestKey;
import java.security.PublicKey;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A token without {@code kid} is tried with a bounded number of keys; a token that none of those signed is no forgery if there are more. */
@Tag("slow")
class TriedKeysTest {

    @ParameterizedTest
    @CsvSource({"EdDSA, 8", "ES256, 8", "RS256, 8", "PS256, 8", "ES384, 4", "ES512, 4", "Ed448, 4"})
    void areAsManyAsTheAlgorithmAllows(String name, int tried) {
        TestKey signer = TestKey.generate(name);

        assertThat(verdict(name, signer, tried - 1)).isEqualTo(Trust.ACCEPTED);
        assertThat(verdict(name, signer, tried)).isEqualTo("unknown_key");
    }

    @ParameterizedTest
    @CsvSource({"4096, 8", "4104, 4"})
    void areFewerIfTheyAreLong(int bits, int tried) {
        TestKey signer = TestKey.generateRsa("RS256", bits);

        assertThat(verdict("RS256", signer, tried - 1)).isEqualTo(Trust.ACCEPTED);
        assertThat(verdict("RS256", signer, tried)).isEqualTo("unknown_key");
    }

    @ParameterizedTest
    @CsvSource({"EdDSA, 8", "ES512, 4"})
    void areNamedByAnExplanation(String name, int tried) {
        TestKey signer = TestKey.generate(name);

        Explanation explanation = verifier(name, signer, tried).explain(token(signer));

        assertThat(explanation.reason()).contains(RejectionReason.UNKNOWN_KEY);
        assertThat(explanation.checks())
                .contains(new Explanation.Check(
                        "key",
                        Explanation.Outcome.FAIL,
                        "a kid of one key: " + (tried + 1) + " keys fit, only " + tried + " were tried",
                        "(absent)"));
    }

    @ParameterizedTest
    @CsvSource({"EdDSA, 8", "ES512, 4"})
    void areConclusiveIfTheyAreAll(String name, int tried) {
        TestKey stranger = TestKey.generate(name);
        TestKey other = TestKey.generate(name);

        assertThat(Trust.verdict(verifier(name, other, tried - 1), token(stranger)))
                .isEqualTo("bad_signature");
    }

    private static String verdict(String name, TestKey signer, int othersBeforeIt) {
        return Trust.verdict(verifier(name, signer, othersBeforeIt), token(signer));
    }

    private static String token(TestKey signer) {
        return Forge.with(signer).withHeader("kid", null);
    }

    /** Trusts the key behind a number of others of its kind. */
    private static JwtVerifier verifier(String name, TestKey signer, int othersBeforeIt) {
        JwsAlgorithm algorithm = JwsAlgorithm.ofName(name).orElseThrow();
        PublicKey other = otherOfItsKind(signer);
        VerificationKey[] keys = IntStream.rangeClosed(0, othersBeforeIt)
                .mapToObj(i -> i == othersBeforeIt
                        ? VerificationKey.of(signer.publicKey(), null, Set.of(algorithm))
                        : VerificationKey.of(other, "other-" + i, Set.of(algorithm)))
                .toArray(VerificationKey[]::new);
        TrustedIssuer issuer = TrustedIssuer.builder(Forge.ISSUER, new PublishedKeys(keys))
                .audience(Forge.AUDIENCE)
                .algorithms(algorithm)
                .build();
        return JwtVerifier.builder().trust(issuer).clock(Forge.CLOCK).build();
    }

    private static PublicKey otherOfItsKind(TestKey key) {
        return key.publicKey() instanceof java.security.interfaces.RSAPublicKey rsa
                ? TestKey.generateRsa(key.algorithm(), rsa.getModulus().bitLength())
                        .publicKey()
                : TestKey.generate(key.algorithm()).publicKey();
    }
}
