package io.github.jotguard.servlet;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers every method with who calls, as seen through each of the standard ways, and counts. */
final class EchoServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final AtomicInteger calls = new AtomicInteger();

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        calls.incrementAndGet();
        response.setContentType("text/plain");
        response.getWriter().write(describe(request));
    }

    static String describe(HttpServletRequest request) {
        String subject =
                BearerTokenFilter.verifiedJwt(request).map(jwt -> jwt.subject()).orElse("nobody");
        return "user=" + request.getRemoteUser() + " principal="
                + (request.getUserPrincipal() == null
                        ? null
                        : request.getUserPrincipal().getName())
                + " type=" + request.getAuthType() + " reader=" + request.isUserInRole("reader") + " jwt=" + subject;
    }

    int calls() {
        return calls.get();
    }
}
