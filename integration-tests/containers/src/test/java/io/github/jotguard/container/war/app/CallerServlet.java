package io.github.jotguard.container.war.app;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.servlet.BearerTokenFilter;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.Principal;

/** Answers with who calls; how, the last segment of the path says. */
public final class CallerServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String path = request.getServletPath();
        if (request.getDispatcherType() == DispatcherType.INCLUDE || path.equals("/caller")) {
            write(request, response);
        } else if (path.endsWith("/forward")) {
            request.getRequestDispatcher("/caller").forward(request, response);
        } else if (path.endsWith("/include")) {
            request.getRequestDispatcher("/caller").include(request, response);
        } else if (path.endsWith("/dispatch")) {
            request.startAsync().dispatch("/caller");
        } else if (path.endsWith("/async")) {
            AsyncContext async = request.startAsync();
            async.start(() -> finish(async));
        } else {
            response.getWriter().write("open");
        }
    }

    private static void finish(AsyncContext async) {
        try {
            write((HttpServletRequest) async.getRequest(), (HttpServletResponse) async.getResponse());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        async.complete();
    }

    private static void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Principal caller = request.getUserPrincipal();
        response.getWriter()
                .write("user=" + request.getRemoteUser() + " principal=" + (caller == null ? null : caller.getName())
                        + " reader=" + request.isUserInRole("reader") + " jwt="
                        + BearerTokenFilter.verifiedJwt(request)
                                .map(VerifiedJwt::subject)
                                .orElse(null));
    }
}
