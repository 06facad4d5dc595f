package io.github.jotguard.spring.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.oauth2.jwt.JwtDecoder;

@ExtendWith(OutputCaptureExtension.class)
class ForeignDecoderCheckTest {

    private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
    private final JwtDecoder decoder = token -> {
        throw new IllegalStateException("not called");
    };

    private void check() {
        new ForeignDecoderCheck(beans, JwtDecoder.class, "ours").afterSingletonsInstantiated();
    }

    @Test
    void namesTheDecodersOfTheApplication(CapturedOutput output) {
        beans.registerSingleton("ours", decoder);
        beans.registerSingleton("first", decoder);
        beans.registerSingleton("second", decoder);
        check();

        assertThat(output).contains("The application has a JwtDecoder of its own (first, second), so Jotguard");
    }

    @Test
    void hasNothingToSayOfOursAlone(CapturedOutput output) {
        beans.registerSingleton("ours", decoder);
        check();

        assertThat(output).doesNotContain("of its own");
    }
}
