package io.github.jotguard.springtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.testing.TestIssuer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** With a decoder of the application, which trusts another issuer than Jotguard's verifier does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
public abstract class ForeignDecoderContract {

    private TestIssuer issuer;
    private TestIssuer other;
    private RunningApplication application;

    protected abstract Class<?> configuration();

    @BeforeAll
    void start() {
        issuer = TestIssuer.start();
        other = TestIssuer.builder().algorithm("RS256").start();
        application = RunningApplication.trusting(issuer, configuration(), "--other.jwks-uri=" + other.jwksUri());
    }

    @AfterAll
    void stop() {
        application.close();
        issuer.close();
        other.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/claims", "/me", "/perhaps-me", "/optional", "/open", "/later"})
    void givesNoTokenThatTheVerifierHasNotVerified(String path, CapturedOutput output) {
        HttpResponse<String> answer = application.getWith(other.token(t -> t.subject("mallory")), path);
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("mallory");
        assertThat(output).contains("with a Jwt that Jotguard has not verified");
    }

    @Test
    void leavesTheJwtOfSpringSecurityToTheController() {
        HttpResponse<String> answer = application.getWith(other.token(t -> t.subject("u1")), "/principal");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("u1");
    }

    @Test
    void warnsAtTheStart(CapturedOutput output) {
        assertThat(output)
                .containsOnlyOnce("of its own (otherDecoder), so Jotguard does not verify the tokens that it accepts.");
    }
}
