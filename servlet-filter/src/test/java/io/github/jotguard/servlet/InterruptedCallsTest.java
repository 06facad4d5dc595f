package io.github.jotguard.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.JwsHeader;
import io.github.jotguard.JwtVerifier;
import io.github.jotguard.KeysStatus;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.VerificationKey;
import io.github.jotguard.VerificationKeys;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An interrupt that code of the application throws without declaring it is not lost. */
class InterruptedCallsTest {

    private static final RequestOracle ORACLE = FuzzTargets.REQUESTS;

    @AfterEach
    void stop() {
        Thread.interrupted();
    }

    @Test
    void ofAListener() {
        assertInterruptedWith(200, filter -> filter.listener(attempt -> interrupted()));
    }

    @Test
    void ofALookUpOfUsers() {
        assertInterruptedWith(503, filter -> filter.principal(jwt -> interrupted()));
    }

    @Test
    void ofAResponder() {
        assertInterruptedWith(403, filter -> filter.requireScope("other").onError(rejection -> interrupted()));
    }

    @Test
    void ofAClock() {
        JwtVerifier verifier = JwtVerifier.builder()
                .trust(TrustedIssuer.builder("https://id.example.com", new WithoutStatus())
                        .audience("a")
                        .build())
                .clock(new InterruptedClock())
                .build();

        assertInterruptedWith(503, filter -> BearerTokenFilter.builder(verifier));
    }

    @Test
    void ofAKeySourceInTheReport() {
        JwtVerifier verifier = JwtVerifier.trusting(
                TrustedIssuer.builder("a", new WithoutStatus()).audience("a").build());

        assertThat(BearerTokenFilter.builder(verifier).guard().description())
                .endsWith("trusted: unknown (java.lang.InterruptedException)");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void ofAContainerInTheReport() {
        FilterReport.log(new InterruptedConfig(), ORACLE.filter().guard(), true);

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void ofAContainerAtTheStart() {
        new BearerTokenFilter().init(new InterruptedConfig());

        assertThat(Thread.interrupted()).isTrue();
    }

    private static void assertInterruptedWith(int status, UnaryOperator<BearerTokenFilter.Builder> change) {
        SimulatedContainer container = new SimulatedContainer(
                (request, response, chain) -> chain.doFilter(request, response),
                change.apply(ORACLE.filter()).build(),
                ORACLE.scenario("HAuthorization:Bearer {good}\nR0/api"));
        container.run();

        assertThat(container.status()).isEqualTo(status);
        assertThat(Thread.interrupted()).isTrue();
    }

    private static <T> T interrupted() {
        throw InterruptedCallsTest.<RuntimeException>sneaky(new InterruptedException());
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T sneaky(Throwable failure) throws T {
        throw (T) failure;
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

    private static final class InterruptedClock extends Clock {

        @Override
        public Instant instant() {
            return interrupted();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private static final class InterruptedConfig implements FilterConfig {

        @Override
        public String getFilterName() {
            return interrupted();
        }

        @Override
        public ServletContext getServletContext() {
            return null;
        }

        @Override
        public String getInitParameter(String name) {
            return null;
        }

        @Override
        public Enumeration<String> getInitParameterNames() {
            return Collections.emptyEnumeration();
        }
    }
}
