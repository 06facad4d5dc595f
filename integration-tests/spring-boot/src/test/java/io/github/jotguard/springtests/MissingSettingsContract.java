package io.github.jotguard.springtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The console of every variant if no setting names a trusted issuer. */
@ExtendWith(OutputCaptureExtension.class)
public abstract class MissingSettingsContract {

    @Test
    void saysWhatToSetInPlaceOfStackTrace(CapturedOutput output) {
        assertThatThrownBy(() -> RunningApplication.start(new Class<?>[] {Application.class})
                        .close())
                .isNotNull();
        assertThat(output)
                .contains(
                        "APPLICATION FAILED TO START",
                        "Description:",
                        "no trusted issuer is configured",
                        "Action:",
                        "jotguard.better-auth.origin")
                .doesNotContain("\tat ", "Caused by:", "BeanCreationException", "TomcatWebServer", "NettyWebServer");
    }
}
