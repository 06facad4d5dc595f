package io.github.jotguard.container.war.app;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.servlet.BearerTokenFilter;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;

/** Answers with who calls, as CDI sees it. */
public class InjectedServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient HttpServletRequest injected;

    @Inject
    private transient Principal principal;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.getWriter()
                .write("request=" + injected.getRemoteUser() + " principal=" + isCaller(request) + " jwt="
                        + BearerTokenFilter.verifiedJwt(injected)
                                .map(VerifiedJwt::subject)
                                .orElse(null));
    }

    /** Compares the caller that CDI injects with the request's. */
    private boolean isCaller(HttpServletRequest request) {
        try {
            return request.getRemoteUser().equals(principal.getName());
        } catch (RuntimeException none) {
            return false;
        }
    }
}
