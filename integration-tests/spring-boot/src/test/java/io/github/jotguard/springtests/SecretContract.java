package io.github.jotguard.springtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.testing.TestIssuer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Rules for every variant with a shared secret, and with several issuers. */
@ExtendWith(OutputCaptureExtension.class)
public abstract class SecretContract {

    private static final String SECRET = "a-very-secret-value-of-more-than-32-bytes";

    protected abstract Class<?> configuration();

    /** The one secret under another name, as most have it, with the values shown and the log at its chattiest. */
    @Test
    void showsSecretNowhereThatComesFromAnotherProperty(CapturedOutput output) {
        try (TestIssuer hmac = TestIssuer.builder()
                        .sharedSecret(SECRET.getBytes(StandardCharsets.UTF_8))
                        .issuer("https://tasks.example.com")
                        .audience("tasks")
                        .start();
                RunningApplication application = RunningApplication.start(
                        new Class<?>[] {configuration()},
                        "--BETTER_AUTH_SECRET=" + SECRET,
                        "--SPRING_APPLICATION_JSON={\"tasks\":{\"key\":\"" + SECRET + "\"}}",
                        "--jotguard.issuer=https://tasks.example.com",
                        "--jotguard.audience=tasks",
                        "--jotguard.secret=${BETTER_AUTH_SECRET}",
                        "--logging.level.io.github.jotguard=trace",
                        "--jotguard.exclude=/actuator/*")) {
            assertThat(application.getWith(hmac.token(), "/claims").statusCode())
                    .isEqualTo(200);
            assertThat(Stream.of("env", "env/BETTER_AUTH_SECRET", "env/jotguard.secret", "configprops", "beans", "info")
                            .map(endpoint -> application.get("/actuator/" + endpoint)))
                    .allSatisfy(answer -> {
                        assertThat(answer.statusCode()).isEqualTo(200);
                        assertThat(answer.body()).doesNotContain(SECRET);
                    });
            assertThat(application.get("/actuator/env").body()).contains("BETTER_AUTH_SECRET", "jotguard.secret");
        }
        assertThat(output).doesNotContain(SECRET);
    }

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
