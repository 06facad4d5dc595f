package io.github.jotguard.springtests.plain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.springtests.Application;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** A mock returns null, which is not the reports' business. */
@SpringBootTest(
        classes = Application.class,
        properties = {"jotguard.better-auth.origin=https://app.example.com", "jotguard.startup=preload"})
class PlainMockedVerifierTest {

    @MockitoBean
    private JwtVerifier verifier;

    @Test
    void startsWithMockOfTheVerifier(@Autowired ApplicationContext context) {
        assertThat(context.getBean(JwtVerifier.class)).isSameAs(verifier);
        assertThat(context.containsBean("jotguardStartReport")).isTrue();
    }
}
