package io.github.jotguard.spring.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.jotguard.KeysUnavailableException;
import io.github.jotguard.spring.problem.ServletProblems;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponseWrapper;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.AuthenticationServiceException;

class KeysUnavailableFilterTest {

    private static final AuthenticationServiceException WITHOUT_KEYS = new AuthenticationServiceException(
            "failed", new KeysUnavailableException("down", Duration.ofSeconds(7), null));

    private final KeysUnavailableFilter filter = new KeysUnavailableFilter(new ServletProblems("api"));
    private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/me");
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @Test
    void answers503IfKeysAreUnavailable() throws Exception {
        filter.doFilter(request, response, (req, res) -> {
            throw WITHOUT_KEYS;
        });

        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeader("Retry-After")).isEqualTo("7");
        assertThat(response.getContentAsString()).contains("keys_unavailable");
    }

    @Test
    void passesRequestsOn() throws Exception {
        AtomicInteger passed = new AtomicInteger();
        filter.doFilter(request, response, (req, res) -> passed.incrementAndGet());

        assertThat(passed).hasValue(1);
        assertThat(response.getStatus()).isEqualTo(200);
    }

    @Test
    void leavesOtherFailuresAlone() {
        AuthenticationServiceException other = new AuthenticationServiceException("other");

        assertThat(catchThrowable(() -> filter.doFilter(request, response, (req, res) -> {
                    throw other;
                })))
                .isSameAs(other);
        assertThat(response.getStatus()).isEqualTo(200);
    }

    @Test
    void leavesAResponseThatHasBegunAlone() {
        response.setCommitted(true);

        assertThat(catchThrowable(() -> filter.doFilter(request, response, (req, res) -> {
                    throw WITHOUT_KEYS;
                })))
                .isSameAs(WITHOUT_KEYS);
    }

    @Test
    void leavesWhatIsNoHttpAlone() {
        assertThat(catchThrowable(() -> filter.doFilter(new ServletRequestWrapper(request), response, (req, res) -> {
                    throw WITHOUT_KEYS;
                })))
                .isSameAs(WITHOUT_KEYS);
        assertThat(catchThrowable(() -> filter.doFilter(request, new ServletResponseWrapper(response), (req, res) -> {
                    throw WITHOUT_KEYS;
                })))
                .isSameAs(WITHOUT_KEYS);
    }
}
