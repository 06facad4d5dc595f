package io.github.jotguard.example.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {

    @Test
    void needsNoSettings() {
        DemoIssuerOptions options = Environment.options(Map.of("HOST", "127.0.0.1", "PORT", " "));

        assertThat(options.port()).isEqualTo(3000);
        assertThat(options.trustedOrigins()).isEmpty();
        assertThat(options.rotation().interval()).isEmpty();
        assertThat(options.rotation().gracePeriod()).isEqualTo(Duration.ofDays(30));
    }

    @Test
    void readsEverySetting() {
        DemoIssuerOptions options = Environment.options(Map.of(
                "PORT", "0",
                "BETTER_AUTH_SECRET", "a secret of no less than 32 bytes",
                "TRUSTED_ORIGINS", "http://localhost:5173, https://app.example.com,",
                "KEY_ROTATION_SECONDS", "60"));

        assertThat(options.port()).isZero();
        assertThat(options.secret().hmac("x"))
                .isEqualTo(Secret.of("a secret of no less than 32 bytes").hmac("x"));
        assertThat(options.trustedOrigins())
                .containsExactlyInAnyOrder("http://localhost:5173", "https://app.example.com");
        assertThat(options.rotation().interval()).contains(Duration.ofSeconds(60));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.168.1.2", "issuer.example.com", "127.0.0.1.evil.example", "::1"})
    void refusesToListenBeyondThisMachine(String host) {
        assertThatThrownBy(() -> Environment.options(Map.of("HOST", host)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("HOST must be 127.0.0.1 or absent:");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "PORT, 65536",
                "PORT, -1",
                "PORT, http",
                "BETTER_AUTH_SECRET, s3cret",
                "TRUSTED_ORIGINS, *",
                "TRUSTED_ORIGINS, null",
                "TRUSTED_ORIGINS, https://*.example.com",
                "TRUSTED_ORIGINS, http://localhost:5173/",
                "TRUSTED_ORIGINS, localhost:5173",
                "KEY_ROTATION_SECONDS, 0",
                "KEY_ROTATION_SECONDS, 1h",
            })
    void rejectsSettingsThatCannotBeUsed(String name, String value) {
        assertThatThrownBy(() -> Environment.options(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void measuresTheSecretInBytes() {
        assertThatThrownBy(() -> Secret.of("x".repeat(31))).isInstanceOf(IllegalArgumentException.class);
        assertThat(Secret.of("x".repeat(32)).toString()).isEqualTo("Secret");
        assertThat(Secret.of("é".repeat(16))).isNotNull();
    }

    @Test
    void rejectsAGracePeriodInWhichALiveTokenLosesItsKey() {
        DemoIssuerOptions options = DemoIssuerOptions.defaults();
        Duration hour = Duration.ofHours(1);

        assertThatThrownBy(() -> options.withKeyRotation(hour, Duration.ofSeconds(899)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(options.withKeyRotation(hour, Duration.ofSeconds(900))
                        .rotation()
                        .interval())
                .contains(hour);
    }
}
