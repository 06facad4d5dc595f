package io.github.jotguard.docs;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.issuers.KnownIssuers;
import io.github.jotguard.servlet.BearerTokenFilter;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;

/** The settings of a filter at its start, as a container gives them. */
record Deployment(String name, Map<String, String> parameters) implements FilterConfig {

    /** An attribute as an application sets it. */
    private static final JwtVerifier VERIFIER = JwtVerifier.trusting(
            KnownIssuers.betterAuth("https://app.example.com").build());

    @Override
    public String getFilterName() {
        return name;
    }

    @Override
    public ServletContext getServletContext() {
        ServletContext context = new MockServletContext();
        String attribute = parameters.get("verifierAttribute");
        if (attribute != null) {
            context.setAttribute(attribute, VERIFIER);
        }
        return context;
    }

    @Override
    public String getInitParameter(String parameter) {
        return parameters.get(parameter);
    }

    @Override
    public Enumeration<String> getInitParameterNames() {
        return Collections.enumeration(parameters.keySet());
    }

    /** The status of the response to a request without a token: 401, or 503 if the filter could not start. */
    int statusWithoutToken() throws ServletException, IOException {
        BearerTokenFilter filter = new BearerTokenFilter();
        filter.init(this);
        MockHttpServletResponse answer = new MockHttpServletResponse();
        filter.doFilter(new MockHttpServletRequest("GET", "/anything"), answer, new MockFilterChain());
        filter.destroy();
        return answer.getStatus();
    }
}
