package io.github.jotguard.springtests.plain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.springtests.Application;
import io.github.jotguard.springtests.CallerApi;
import io.github.jotguard.springtests.RunningApplication;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A data binder fills no parameter of ours where Jotguard is switched off. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class PlainSwitchedOffTest {

    private RunningApplication application;

    @BeforeAll
    void start() {
        application = RunningApplication.start(
                new Class<?>[] {Application.class, CallerApi.class, CallerApi.ModelApi.class},
                "--jotguard.enabled=false");
    }

    @AfterAll
    void stop() {
        application.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/caller/jwt", "/caller/optional", "/caller/user", "/caller/me", "/caller/model", "/claims"})
    void rejectsRequestThatNeedsTheCaller(String path, CapturedOutput output) {
        HttpResponse<String> answer = application.get(path + "?claims.all%5Bsub%5D=admin&subject=admin&id=admin");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("admin");
        assertThat(output)
                .contains("needs a verified token, but Jotguard has no JwtVerifier here. Remove jotguard.enabled=false")
                .contains("Jotguard is switched off, so requests to these methods get status 500: Parameter 1 (");
    }
}
