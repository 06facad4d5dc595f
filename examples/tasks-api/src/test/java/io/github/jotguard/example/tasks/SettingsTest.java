package io.github.jotguard.example.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings with which the application starts, and ones with which it does not. */
class SettingsTest {

    private static final String SECRET = "0123456789-0123456789-0123456789";

    @Test
    void needsASecretAndNothingElse() {
        Settings settings = Settings.of(Map.of("BETTER_AUTH_SECRET", SECRET));

        assertThat(settings.port()).isEqualTo(8081);
        assertThat(settings.secret()).isEqualTo(SECRET);
        assertThat(settings.frontendOrigin()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "                                        "})
    void doesNotStartWithoutASecret(String secret) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(Map.of("BETTER_AUTH_SECRET", secret)))
                .withMessageStartingWith("BETTER_AUTH_SECRET is not set.");
    }

    @Test
    void countsTheBytesOfTheSecretInUtf8() {
        assertThat(Settings.of(Map.of("BETTER_AUTH_SECRET", "ü".repeat(16))).secret())
                .hasSize(16);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(Map.of("BETTER_AUTH_SECRET", "ü".repeat(15) + "x")))
                .withMessageStartingWith("BETTER_AUTH_SECRET has 31 bytes, but needs at least 32")
                .withMessageNotContaining("ü");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example.com",
                "http://localhost:5173",
                "http://127.0.0.1",
                "https://app.example.com:8443"
            })
    void takesOneOriginForTheFrontEnd(String origin) {
        assertThat(settings("FRONTEND_URL", origin).frontendOrigin()).contains(origin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "null",
                "app.example.com",
                "https://app.example.com/",
                "https://app.example.com/page",
                "http://app.example.com",
                "https://user@app.example.com",
                "https://a.test,https://b.test",
                "https://*.example.com",
                "ftp://localhost",
                "http://localhost.evil.example"
            })
    void takesNothingElseForTheFrontEnd(String origin) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings("FRONTEND_URL", origin))
                .withMessageStartingWith("FRONTEND_URL must be one origin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "65536", "http", "8081.0", "123456"})
    void takesOnlyAPortForAPort(String port) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings("PORT", port))
                .withMessage("PORT must be a number from 0 to 65535; 0 takes a free one.");
    }

    @Test
    void doesNotShowTheSecret() {
        assertThat(Settings.of(Map.of("BETTER_AUTH_SECRET", SECRET)).toString()).doesNotContain(SECRET);
    }

    private static Settings settings(String name, String value) {
        Map<String, String> environment = new HashMap<>(Map.of("BETTER_AUTH_SECRET", SECRET));
        environment.put(name, value);
        return Settings.of(environment);
    }
}
