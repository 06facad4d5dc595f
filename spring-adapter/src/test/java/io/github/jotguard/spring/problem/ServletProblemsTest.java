package io.github.jotguard.spring.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.bearer.BearerError;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class ServletProblemsTest {

    private final ServletProblems problems = new ServletProblems("orders");
    private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/me");
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @Test
    void sendAChallengeAndADocumentThatNoCacheKeeps() throws Exception {
        problems.send(BearerError.missingToken(), request, response);

        String document = BearerError.missingToken().problemDocument();
        assertThat(response.getStatus()).isEqualTo(401);
        assertThat(response.getHeader("WWW-Authenticate")).isEqualTo("Bearer realm=\"orders\"");
        assertThat(response.getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(response.getHeader("Retry-After")).isNull();
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
        assertThat(response.getContentLength()).isEqualTo(document.getBytes(StandardCharsets.UTF_8).length);
        assertThat(response.getContentAsString()).isEqualTo(document);
    }

    @Test
    void sayWhenToComeBackInPlaceOfAChallenge() throws Exception {
        problems.send(BearerError.keysUnavailable(Duration.ofSeconds(7)), request, response);

        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeader("Retry-After")).isEqualTo("7");
        assertThat(response.getHeaderNames()).doesNotContain("WWW-Authenticate");
    }

    @Test
    void sendNoContentInResponseToHead() throws Exception {
        request.setMethod("HEAD");
        problems.send(BearerError.missingToken(), request, response);

        assertThat(response.getStatus()).isEqualTo(401);
        assertThat(response.getContentLength()).isPositive();
        assertThat(response.getContentAsByteArray()).isEmpty();
    }

    @Test
    void leaveAResponseThatHasBegunAlone() throws Exception {
        response.setCommitted(true);
        problems.send(BearerError.missingToken(), request, response);

        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(response.getHeaderNames()).isEmpty();
        assertThat(response.getContentAsByteArray()).isEmpty();
    }
}
