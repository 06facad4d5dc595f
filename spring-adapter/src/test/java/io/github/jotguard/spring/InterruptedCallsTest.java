package io.github.jotguard.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.jotguard.JwsHeader;
import io.github.jotguard.JwtVerifier;
import io.github.jotguard.KeysStatus;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.VerificationKey;
import io.github.jotguard.VerificationKeys;
import io.github.jotguard.spring.actuator.KeysHealth;
import io.github.jotguard.spring.actuator.KeysMetrics;
import io.github.jotguard.spring.security.VerifyingJwtDecoder;
import io.github.jotguard.spring.servlet.CorsErrorFilter;
import io.github.jotguard.spring.settings.JotguardProperties.Startup;
import io.github.jotguard.spring.startup.KeyPreloader;
import io.github.jotguard.spring.startup.StartupReport;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.oauth2.jwt.JwtException;

/** An interrupt that code of the application throws without declaring it is not lost. */
@ExtendWith(OutputCaptureExtension.class)
class InterruptedCallsTest {

    private final JwtVerifier verifier = JwtVerifier.trusting(
            TrustedIssuer.builder("a", new WithoutStatus()).audience("a").build());

    @AfterEach
    void stop() {
        Thread.interrupted();
    }

    @Test
    void ofAVerification() {
        VerifyingJwtDecoder decoder = new VerifyingJwtDecoder(token -> interrupted(), "sub", List.of());

        assertThat(catchThrowable(() -> decoder.decode("token"))).isInstanceOf(JwtException.class);
        assertInterrupted();
    }

    @Test
    void ofAHandlerMapping() throws Exception {
        CorsErrorFilter filter = new CorsErrorFilter(false, List::of, () -> List.of(request -> interrupted()));
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
        request.addHeader("Origin", "https://app.example.com");
        filter.doFilter(request, new MockHttpServletResponse(), new MockFilterChain());

        assertInterrupted();
    }

    @Test
    void ofTheHealthOfAKeySource() {
        assertThat(KeysHealth.report(verifier::status).details()).containsValue("java.lang.InterruptedException");
        assertInterrupted();
        assertThat(KeysHealth.issuers(verifier::status)).isEmpty();
        assertInterrupted();
    }

    @Test
    void ofTheMetricsOfAKeySource() {
        assertThatNoException().isThrownBy(() -> new KeysMetrics(verifier).bindTo(new SimpleMeterRegistry()));
        assertInterrupted();
    }

    @Test
    void ofAKeySourceAtTheStart() {
        assertThatNoException()
                .isThrownBy(() -> new KeyPreloader(Startup.PRELOAD, verifier).afterSingletonsInstantiated());
        assertInterrupted();
    }

    @Test
    void ofAKeySourceInTheReport(CapturedOutput output) {
        DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
        beans.registerSingleton("decoder", this);

        assertThatNoException().isThrownBy(() -> StartupReport.ofDecoder(beans, verifier, "decoder")
                .afterSingletonsInstantiated());
        assertInterrupted();
        assertThat(output).containsOnlyOnce("; trusted: unknown (java.lang.InterruptedException)");
    }

    private static void assertInterrupted() {
        assertThat(Thread.interrupted()).isTrue();
    }

    private static <T> T interrupted() {
        return InterruptedCallsTest.<T, RuntimeException>thrown();
    }

    @SuppressWarnings("unchecked")
    private static <T, E extends Throwable> T thrown() throws E {
        throw (E) new InterruptedException();
    }

    private static final class WithoutStatus implements VerificationKeys {

        @Override
        public List<VerificationKey> find(JwsHeader header) {
            return List.of();
        }

        @Override
        public KeysStatus status() {
            return interrupted();
        }
    }
}
