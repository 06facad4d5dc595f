package io.github.jotguard.spring.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.bearer.BearerError;
import io.github.jotguard.spring.problem.RequestRejectedException;
import io.github.jotguard.spring.problem.ServletProblems;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.DefaultHandlerExceptionResolver;

class RejectedRequestResolverTest {

    private static final RequestRejectedException REJECTED = new RequestRejectedException(BearerError.missingToken());

    private final RejectedRequestResolver resolver = new RejectedRequestResolver(new ServletProblems("api"));
    private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/me");
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @Test
    void answersARejectedRequest() {
        ModelAndView handled = resolver.resolveException(request, response, null, REJECTED);

        assertThat(handled).isNotNull().matches(ModelAndView::isEmpty);
        assertThat(response.getStatus()).isEqualTo(401);
        assertThat(response.getHeader("WWW-Authenticate")).isEqualTo("Bearer realm=\"api\"");
    }

    @Test
    void leavesOtherFailuresAlone() {
        assertThat(resolver.resolveException(request, response, null, new IllegalStateException("other")))
                .isNull();
        assertThat(response.getStatus()).isEqualTo(200);
    }

    @Test
    void leavesNothingToOthersIfTheClientIsGone() {
        HttpServletResponse broken = new HttpServletResponseWrapper(response) {
            @Override
            public ServletOutputStream getOutputStream() throws IOException {
                throw new IOException("gone");
            }
        };

        assertThat(resolver.resolveException(request, broken, null, REJECTED))
                .isNotNull()
                .matches(ModelAndView::isEmpty);
    }

    @Test
    void comesBeforeTheResolversOfSpringMvc() {
        assertThat(resolver.getOrder()).isNegative();
        assertThat(new DefaultHandlerExceptionResolver().getOrder()).isGreaterThan(resolver.getOrder());
    }
}
