package io.github.jotguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which algorithms a secret is long enough for (RFC 7518 §3.2). */
class SharedSecretTest {

    @ParameterizedTest
    @CsvSource({
        "32, HS256, true",
        "47, HS384, false",
        "48, HS384, true",
        "48, HS512, false",
        "63, HS512, false",
        "64, HS512, true",
        "64, HS384, true",
        "64, HS256, true",
        "64, EdDSA, false",
    })
    void isFoundForWhatItIsLongEnoughFor(int bytes, JwsAlgorithm algorithm, boolean isFound) {
        SharedSecret secret = SharedSecret.ofBytes(new byte[bytes]);

        assertThat(secret.isLongEnoughFor(algorithm)).isEqualTo(isFound);
        assertThat(secret.find(header(algorithm))).hasSize(isFound ? 1 : 0);
        assertThat(secret.length()).isEqualTo(bytes);
    }

    @Test
    void isTheUtf8OfAText() {
        SharedSecret secret = SharedSecret.ofUtf8("\u00e9".repeat(24));

        assertThat(secret.find(header(JwsAlgorithm.HS384)))
                .isEqualTo(SharedSecret.ofBytes("\u00e9".repeat(24).getBytes(StandardCharsets.UTF_8))
                        .find(header(JwsAlgorithm.HS384)))
                .hasSize(1);
        assertThat(secret).hasToString("SharedSecret[48 bytes]");
    }

    private static UnverifiedJwsHeader header(JwsAlgorithm algorithm) {
        return new UnverifiedJwsHeader(algorithm, Optional.of("any"), Optional.empty());
    }
}
