package io.github.jotguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.signature.AlgorithmSpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lengths that a signature can have, in bytes, before any key is known. */
class JwsAlgorithmTest {

    @ParameterizedTest
    @CsvSource({
        "RS256, 256, 1024",
        "RS384, 256, 1024",
        "RS512, 256, 1024",
        "PS256, 256, 1024",
        "PS384, 256, 1024",
        "PS512, 256, 1024",
        "ES256, 64, 64",
        "ES384, 96, 96",
        "ES512, 132, 132",
        "EdDSA, 64, 64",
        "Ed448, 114, 114",
        "HS256, 32, 32",
        "HS384, 48, 48",
        "HS512, 64, 64",
    })
    void boundsTheLengthOfSignatures(JwsAlgorithm algorithm, int least, int most) {
        assertThat(AlgorithmSpec.of(algorithm).allowsSignatureLength(least - 1)).isFalse();
        assertThat(AlgorithmSpec.of(algorithm).allowsSignatureLength(least)).isTrue();
        assertThat(AlgorithmSpec.of(algorithm).allowsSignatureLength(most)).isTrue();
        assertThat(AlgorithmSpec.of(algorithm).allowsSignatureLength(most + 1)).isFalse();
    }
}
