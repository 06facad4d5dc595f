package io.github.jotguard.spring.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.bearer.BearerError;
import io.github.jotguard.spring.TestTokens;
import io.github.jotguard.spring.problem.RequestRejectedException;
import io.github.jotguard.spring.problem.ServletProblems;
import io.github.jotguard.spring.settings.RequiredScopes;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class RequiredScopesFilterTest {

    private static final CallerTokens NOBODY = request -> Optional.empty();

    private final TestTokens tokens = new TestTokens();
    private final RequiredScopes scopes =
            RequiredScopes.of(TestTokens.properties("require-scope", "use", "require-scope-at.[/admin]", "admin"));
    private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/me");
    private final MockHttpServletResponse response = new MockHttpServletResponse();
    private final AtomicInteger passed = new AtomicInteger();

    @AfterEach
    void stop() {
        tokens.close();
    }

    private void filter(CallerTokens callers, RequiredScopes needed, ServletRequest sent, ServletResponse answer)
            throws Exception {
        new RequiredScopesFilter(callers, needed, new ServletProblems("api"))
                .doFilter(sent, answer, (req, res) -> passed.incrementAndGet());
    }

    private void filter(CallerTokens callers) throws Exception {
        filter(callers, scopes, request, response);
    }

    private CallerTokens with(String... granted) {
        VerifiedJwt jwt = tokens.verified(t -> t.scope(granted));
        return any -> Optional.of(jwt);
    }

    @Test
    void letsATokenWithAllScopesThrough() throws Exception {
        request.setRequestURI("/admin/a");
        filter(with("use", "admin"));

        assertThat(passed).hasValue(1);
        assertThat(response.getStatus()).isEqualTo(200);
    }

    @Test
    void answers403ToATokenThatLacksAScope() throws Exception {
        request.setRequestURI("/admin/a");
        filter(with("use"));

        assertThat(passed).hasValue(0);
        assertThat(response.getStatus()).isEqualTo(403);
        assertThat(response.getHeader("WWW-Authenticate"))
                .contains("error=\"insufficient_scope\"", "scope=\"admin use\"");
    }

    @Test
    void answers401WithoutATokenWhereAPathHasARule() throws Exception {
        request.setRequestURI("/admin/a");
        filter(NOBODY);

        assertThat(passed).hasValue(0);
        assertThat(response.getStatus()).isEqualTo(401);
        assertThat(response.getContentAsString()).contains("missing_token");
    }

    @Test
    void leavesARequestWithoutATokenToTheChainElsewhere() throws Exception {
        filter(NOBODY);

        assertThat(passed).hasValue(1);
    }

    @Test
    void looksForNoTokenWhereNoScopeIsNeeded() throws Exception {
        RequiredScopes atAdmin = RequiredScopes.of(TestTokens.properties("require-scope-at.[/admin]", "admin"));
        filter(
                any -> {
                    throw new IllegalStateException("asked");
                },
                atAdmin,
                request,
                response);

        assertThat(passed).hasValue(1);
    }

    @Test
    void answersAsTheTokenOfASessionIsRejected() throws Exception {
        filter(any -> {
            throw new RequestRejectedException(BearerError.temporarilyUnavailable());
        });

        assertThat(passed).hasValue(0);
        assertThat(response.getStatus()).isEqualTo(503);
    }

    @Test
    void leavesOutAnIncludedResourceThatNeedsMore() throws Exception {
        request.setDispatcherType(DispatcherType.INCLUDE);
        request.setAttribute("jakarta.servlet.include.request_uri", "/admin/a");
        request.setAttribute("jakarta.servlet.include.context_path", "");
        filter(with("use"));

        assertThat(passed).hasValue(0);
        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(response.getContentAsByteArray()).isEmpty();
    }

    @Test
    void includesAResourceForATokenWithItsScopes() throws Exception {
        request.setDispatcherType(DispatcherType.INCLUDE);
        request.setAttribute("jakarta.servlet.include.request_uri", "/admin/a");
        filter(with("use", "admin"));

        assertThat(passed).hasValue(1);
    }

    @Test
    void rejectsWhatIsNoHttp() {
        ServletRequest noHttpRequest = new ServletRequestWrapper(request);
        ServletResponse noHttpResponse = new ServletResponseWrapper(response);

        assertThatExceptionOfType(ServletException.class)
                .isThrownBy(() -> filter(NOBODY, scopes, noHttpRequest, response));
        assertThatExceptionOfType(ServletException.class)
                .isThrownBy(() -> filter(NOBODY, scopes, request, noHttpResponse));
        assertThat(passed).hasValue(0);
    }

    @Test
    void passesEverythingOnWithoutScopes() throws Exception {
        filter(
                any -> {
                    throw new IllegalStateException("asked");
                },
                RequiredScopes.of(TestTokens.properties()),
                new ServletRequestWrapper(request),
                response);

        assertThat(passed).hasValue(1);
    }
}
