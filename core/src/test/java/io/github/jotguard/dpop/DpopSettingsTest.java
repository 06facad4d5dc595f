package io.github.jotguard.dpop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jotguard.JwsAlgorithm;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DpopSettingsTest {

    private static DpopSettings.Builder builder() {
        return DpopSettings.builder(DpopMode.ACCEPT);
    }

    @Test
    void allowsFourAlgorithmsAndNeedsNoNonceByDefault() {
        DpopSettings settings = DpopSettings.of(DpopMode.REQUIRE);

        assertThat(settings.mode()).isEqualTo(DpopMode.REQUIRE);
        assertThat(settings.algorithms())
                .containsExactly(JwsAlgorithm.EdDSA, JwsAlgorithm.ES256, JwsAlgorithm.RS256, JwsAlgorithm.PS256);
        assertThat(settings.requiresNonce()).isFalse();
        assertThat(settings.publicOrigin()).isEmpty();
        assertThat(settings.replayStore()).isInstanceOf(InMemoryReplayStore.class);
        assertThat(settings.maxAge()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.clockSkew()).isEqualTo(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @EnumSource(names = {"HS256", "HS384", "HS512"})
    void allowsNoSymmetricAlgorithm(JwsAlgorithm algorithm) {
        assertThatThrownBy(() -> builder().algorithms(JwsAlgorithm.ES256, algorithm))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(algorithm.name());
        assertThatThrownBy(() -> builder().algorithms()).isInstanceOf(IllegalArgumentException.class);
        assertThat(builder().algorithms(JwsAlgorithm.ES512).build().algorithms())
                .containsExactly(JwsAlgorithm.ES512);
    }

    @ParameterizedTest
    @CsvSource({"PT0.999999999S, false", "PT1S, true", "PT10M, true", "PT10M0.000000001S, false"})
    void boundsTheAge(Duration age, boolean isAllowed) {
        assertThat(isAllowed(() -> builder().maxAge(age))).isEqualTo(isAllowed);
    }

    @ParameterizedTest
    @CsvSource({"PT-0.000000001S, false", "PT0S, true", "PT1M, true", "PT1M0.000000001S, false"})
    void boundsTheSkew(Duration skew, boolean isAllowed) {
        assertThat(isAllowed(() -> builder().clockSkew(skew))).isEqualTo(isAllowed);
    }

    private static boolean isAllowed(Runnable option) {
        try {
            option.run();
            return true;
        } catch (IllegalArgumentException outside) {
            return false;
        }
    }

    @Test
    void boundsTheSecretOfNonces() {
        byte[] secret = Sha256.base64Url(new byte[] {1}).getBytes(StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> builder().requireNonce(Arrays.copyOf(secret, 31)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(builder().requireNonce(Arrays.copyOf(secret, 32)).build().requiresNonce())
                .isTrue();
        assertThat(builder().requireNonce().build().requiresNonce()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${DPOP_NONCE_SECRET_OF_THE_CASES_API}",
                "{{ .Values.dpop.nonceSecret.value }}",
                "/run/secrets/dpop-nonce-secret-of-cases",
                "your-nonce-secret-min-32-chars-change-me",
                "noncenoncenoncenoncenoncenoncenonce",
                "abcdefghijklmnopqrstuvwxyz0123456789",
            })
    void takesNoSecretOfNoncesThatEverybodyKnows(String text) {
        assertThatThrownBy(() -> builder().requireNonce(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("nonceSecret must be random")
                .hasMessageNotContaining(text);
    }

    @Test
    void hasAnotherRandomSecretForEachSettings() {
        DpopVerifier one = new DpopVerifier(builder().requireNonce().build());
        DpopVerifier other = new DpopVerifier(builder().requireNonce().build());

        assertThat(one.nonce()).isPresent().isNotEqualTo(other.nonce());
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.example.com, https://api.example.com",
        "https://api.example.com/, https://api.example.com",
        "https://API.example.com:443, https://api.example.com",
        "http://localhost:8080, http://localhost:8080"
    })
    void takesAPublicOrigin(String origin, String normalized) {
        assertThat(builder().publicOrigin(origin).build().publicOrigin()).contains(normalized);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api.example.com",
                "https://api.example.com/v1",
                "https://u@api.example.com",
                "ftp://a",
                "https://a?b"
            })
    void takesNothingElseAsPublicOrigin(String origin) {
        assertThatThrownBy(() -> builder().publicOrigin(origin))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("publicOrigin");
    }

    @ParameterizedTest
    @CsvSource({"reject, REJECT", "ACCEPT, ACCEPT", "Require, REQUIRE"})
    void hasAModeForEachName(String name, DpopMode mode) {
        assertThat(DpopMode.ofName(name)).contains(mode);
        assertThat(DpopMode.ofName(mode.settingName())).contains(mode);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "off", "false", "accept ", "required"})
    void hasNoModeForOtherNames(String name) {
        assertThat(DpopMode.ofName(name)).isEmpty();
    }
}
