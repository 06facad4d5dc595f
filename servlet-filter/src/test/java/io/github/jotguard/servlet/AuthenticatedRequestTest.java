package io.github.jotguard.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuthenticatedRequestTest {

    private final List<Object> startedWith = new ArrayList<>();
    private final SimulatedResponse response = new SimulatedResponse();
    private final HttpServletRequest request = behindTheFilter();

    @Test
    void isInTheRoleOfAnyAuthenticatedUserAndInItsOwn() {
        assertThat(request.isUserInRole("**")).isTrue();
        assertThat(request.isUserInRole("*")).isFalse();
        assertThat(request.isUserInRole("admin")).isTrue();
        assertThat(request.isUserInRole("user")).isFalse();
    }

    @Test
    void needsNobodyToAuthenticate() throws Exception {
        assertThat(request.authenticate(response)).isTrue();
        assertThat(request.getAuthType()).isEqualTo("Bearer");
    }

    @Test
    void keepsTheCallerInAsynchronousProcessing() {
        assertThat(request.startAsync()).isNotNull();
        assertThat(startedWith).containsExactly(request, response);
    }

    private HttpServletRequest behindTheFilter() {
        RequestScenario scenario = FuzzTargets.REQUESTS.scenario("HAuthorization:Bearer {admin}\nR0/api");
        HttpServletRequest original =
                new HttpServletRequestWrapper(SimulatedRequest.first(scenario, new SimulatedRequest.Exchange())) {
                    @Override
                    public AsyncContext startAsync(ServletRequest of, ServletResponse with) {
                        startedWith.addAll(List.of(of, with));
                        return (AsyncContext) Proxy.newProxyInstance(
                                getClass().getClassLoader(),
                                new Class<?>[] {AsyncContext.class},
                                (proxy, method, arguments) -> null);
                    }
                };
        List<ServletRequest> seen = new ArrayList<>();
        try {
            FuzzTargets.REQUESTS
                    .filter()
                    .rolesFrom("scope")
                    .build()
                    .doFilter(original, response, (inner, same) -> seen.add(inner));
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
        return (HttpServletRequest) seen.get(0);
    }
}
