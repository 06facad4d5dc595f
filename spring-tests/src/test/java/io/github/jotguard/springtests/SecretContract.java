package io.github.jotguard.springtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.testing.TestIssuer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every variant does with a shared secret, and with several issuers. */
public abstract class SecretContract {

    private static final String SECRET = "a-very-secret-value-of-more-than-32-bytes";

    protected abstract Class<?> configuration();

    @Test
    void showsSecretNowhere() {
        try (TestIssuer hmac = TestIssuer.builder()
                        .sharedSecret(SECRET.getBytes(StandardCharsets.UTF_8))
                        .issuer("https://tasks.example.com")
                        .audience("tasks")
                        .start();
                TestIssuer other = TestIssuer.start();
                RunningApplication application = RunningApplication.start(
                        new Class<?>[] {configuration()},
                        "--jotguard.issuers[0].issuer=https://tasks.example.com",
                        "--jotguard.issuers[0].audience=tasks",
                        "--jotguard.issuers[0].secret=" + SECRET,
                        "--jotguard.issuers[1].better-auth.origin=" + other.origin(),
                        "--jotguard.exclude=/actuator/*")) {
            assertThat(application.getWith(hmac.token(), "/claims").statusCode())
                    .isEqualTo(200);
            assertThat(application.getWith(other.token(), "/claims").statusCode())
                    .isEqualTo(200);
            assertThat(Stream.of("env", "configprops", "beans", "health", "info", "conditions")
                            .map(endpoint -> application.get("/actuator/" + endpoint)))
                    .allSatisfy(answer -> {
                        assertThat(answer.statusCode()).isEqualTo(200);
                        assertThat(answer.body()).doesNotContain(SECRET);
                    });
            assertThat(application.get("/actuator/env").body())
                    .contains("jotguard.issuers[0].secret", "https://tasks.example.com");
        }
    }
}
