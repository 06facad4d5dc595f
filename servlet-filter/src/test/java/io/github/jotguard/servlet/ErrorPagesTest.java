package io.github.jotguard.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.issuers.KnownIssuers;
import io.github.jotguard.testing.TestIssuer;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A filter before ours renders error pages by a forward, as Spring Boot's does in a WAR file. */
class ErrorPagesTest {

    private final TestIssuer issuer = TestIssuer.start();
    private final JwtVerifier verifier =
            JwtVerifier.trusting(KnownIssuers.betterAuth(issuer.origin()).build());
    private final Tomcat tomcat = new Tomcat();

    @BeforeEach
    void start() throws Exception {
        TomcatServer.quiet();
        tomcat.setBaseDir("target/tomcat-error-pages");
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addContext("", null);
        ErrorPage page = new ErrorPage();
        page.setLocation("/error");
        context.addErrorPage(page);
        context.addServletContainerInitializer(
                (classes, servletContext) -> {
                    Filter forwarding = ErrorPagesTest::forwardErrors;
                    servletContext
                            .addFilter("errors", forwarding)
                            .addMappingForUrlPatterns(BearerTokenFilter.dispatcherTypes(), true, "/*");
                    BearerTokenFilter filter = BearerTokenFilter.builder(verifier)
                            .exclude("/open/*")
                            .build();
                    Filter again = filter::doFilter;
                    servletContext
                            .addFilter("jotguard", filter)
                            .addMappingForUrlPatterns(BearerTokenFilter.dispatcherTypes(), true, "/*");
                    servletContext
                            .addFilter("again", again)
                            .addMappingForUrlPatterns(BearerTokenFilter.dispatcherTypes(), true, "/*");
                    servletContext.addServlet("pages", new Pages()).addMapping("/*");
                },
                Set.of());
        tomcat.start();
    }

    @AfterEach
    void stop() throws Exception {
        tomcat.stop();
        tomcat.destroy();
        verifier.close();
        issuer.close();
    }

    @Test
    void keepTheirStatusIfAFilterBeforeOursForwardsToThem() throws Exception {
        assertThat(get("/open/throw").statusCode()).isEqualTo(500);
        assertThat(get("/open/throw").body()).isEqualTo("error page");
        assertThat(get("/open/status/404").statusCode()).isEqualTo(404);
        assertThat(get("/open/status/404").body()).isEqualTo("error page");
        assertThat(get("/open/status/400").statusCode()).isEqualTo(400);
        assertThat(get("/open/status/400").body()).isEqualTo("error page");
        assertThat(get("/open/status/599").statusCode()).isEqualTo(599);
    }

    @Test
    void doNotHideARejection() throws Exception {
        assertThat(get("/admin/throw").statusCode()).isEqualTo(401);
        assertThat(get("/admin/throw").body()).contains("missing_token");
        assertThat(get("/error").statusCode()).isEqualTo(401);
    }

    /**
     * A forward of the application leads to a protected page only with a token, whatever attributes the application
     * sets.
     */
    @ParameterizedTest
    @ValueSource(strings = {"/open/forward/error-attributes", "/open/forward", "/open/include/error-attributes"})
    void areNotWhatTheApplicationForwardsTo(String path) throws Exception {
        assertThat(get(path).body()).doesNotContain("admin page");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/before-ours/200", "/before-ours/no-status", "/before-ours/text", "/before-ours/other-status"})
    void needAStatusOfAnError(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(401);
        assertThat(get(path).body()).doesNotContain("error page");
    }

    @Test
    void mayShowAViewThatNoClientCanRequest() throws Exception {
        assertThat(get("/open/status/410").body()).isEqualTo("error page view");
        assertThat(get("/open/container-error").body()).isEqualTo("error page view");
    }

    @Test
    void doNotLeadToProtectedPages() throws Exception {
        assertThat(get("/open/status/418").body()).doesNotContain("admin page");
    }

    @Test
    void leaveNoTraceOnTheRequest() throws Exception {
        assertThat(get("/open/attributes").body()).isEqualTo("passed");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return TomcatServer.send(HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + path)));
    }

    /** As Spring Boot's {@code ErrorPageFilter}. */
    private static void forwardErrors(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) servletRequest;
        HttpServletResponse response = (HttpServletResponse) servletResponse;
        if (request.getDispatcherType() != DispatcherType.REQUEST) {
            chain.doFilter(request, response);
            return;
        }
        if (request.getServletPath().startsWith("/before-ours")
                || request.getRequestURI().startsWith("/before-ours")) {
            forwardBeforeOurs(request, response);
            return;
        }
        SentError sent = new SentError(response);
        try {
            chain.doFilter(request, request.getRequestURI().endsWith("/container-error") ? response : sent);
        } catch (IllegalStateException failure) {
            sent.status = 500;
        }
        if (sent.status > 0) {
            response.setStatus(sent.status);
            request.setAttribute(RequestDispatcher.ERROR_STATUS_CODE, sent.status);
            request.getRequestDispatcher("/error").forward(request, response);
        }
    }

    private static void forwardBeforeOurs(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        String uri = request.getRequestURI();
        if (uri.endsWith("/200")) {
            request.setAttribute(RequestDispatcher.ERROR_STATUS_CODE, 200);
        } else if (uri.endsWith("/text")) {
            response.setStatus(500);
            request.setAttribute(RequestDispatcher.ERROR_STATUS_CODE, "500");
        } else if (uri.endsWith("/other-status")) {
            request.setAttribute(RequestDispatcher.ERROR_STATUS_CODE, 500);
        }
        request.getRequestDispatcher("/error").forward(request, response);
    }

    private static final class SentError extends HttpServletResponseWrapper {

        private int status;

        SentError(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void sendError(int sc) {
            status = sc;
        }

        @Override
        public int getStatus() {
            return status > 0 ? status : super.getStatus();
        }
    }

    private static final class Pages extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            String path = request.getDispatcherType() == DispatcherType.INCLUDE
                    ? (String) request.getAttribute(RequestDispatcher.INCLUDE_PATH_INFO)
                    : request.getPathInfo();
            if (path.equals("/error")) {
                errorPage(request, response);
            } else if (path.startsWith("/WEB-INF/")) {
                response.getWriter().write("error page view");
            } else if (path.startsWith("/open/status/")) {
                response.sendError(Integer.parseInt(path.substring("/open/status/".length())));
            } else if (path.equals("/open/container-error")) {
                response.sendError(410);
            } else if (path.equals("/open/throw")) {
                throw new IllegalStateException("as asked");
            } else if (path.equals("/open/attributes")) {
                List<String> ours = Collections.list(request.getAttributeNames()).stream()
                        .filter(name -> name.startsWith(BearerTokenFilter.class.getName()))
                        .map(name -> name.substring(name.lastIndexOf('.') + 1))
                        .toList();
                response.getWriter().write(String.join(" ", ours));
            } else if (path.startsWith("/open/")) {
                misuse(path, request, response);
            } else {
                response.getWriter().write("admin page");
            }
        }

        private static void errorPage(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
            if (Integer.valueOf(410).equals(status)) {
                request.getRequestDispatcher("/WEB-INF/error").forward(request, response);
            } else if (Integer.valueOf(418).equals(status)) {
                request.getRequestDispatcher("/admin").forward(request, response);
            } else {
                response.getWriter().write("error page");
            }
        }

        private static void misuse(String path, HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            if (path.endsWith("error-attributes")) {
                response.setStatus(500);
                request.setAttribute(RequestDispatcher.ERROR_STATUS_CODE, 500);
            }
            if (path.contains("include")) {
                request.getRequestDispatcher("/admin").include(request, response);
            } else {
                request.getRequestDispatcher("/admin").forward(request, response);
            }
        }
    }
}
