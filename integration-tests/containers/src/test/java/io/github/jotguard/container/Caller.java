package io.github.jotguard.container;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.servlet.BearerTokenFilter;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Says who calls, as seen through each of the standard ways. */
final class Caller {

    private Caller() {}

    static String named(String name) {
        return "user=" + name + " principal=" + name + " type=Bearer reader=true jwt=" + name;
    }

    static final String NOBODY = "user=null principal=null type=null reader=false jwt=null";

    static String of(ServletRequest servletRequest) {
        HttpServletRequest request = (HttpServletRequest) servletRequest;
        String principal = request.getUserPrincipal() == null
                ? null
                : request.getUserPrincipal().getName();
        String subject =
                BearerTokenFilter.verifiedJwt(request).map(VerifiedJwt::subject).orElse(null);
        return "user=" + request.getRemoteUser() + " principal=" + principal + " type=" + request.getAuthType()
                + " reader=" + request.isUserInRole("reader") + " jwt=" + subject;
    }

    /** Answers with who calls. */
    static void write(ServletRequest request, ServletResponse response) throws IOException {
        byte[] body = of(request).getBytes(StandardCharsets.UTF_8);
        if (!response.isCommitted()) {
            response.setContentType("text/plain");
            response.setContentLength(body.length);
        }
        ((HttpServletResponse) response).addHeader("X-Reached", "caller");
        response.getOutputStream().write(body);
    }
}
