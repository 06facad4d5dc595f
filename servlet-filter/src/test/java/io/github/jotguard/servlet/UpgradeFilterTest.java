package io.github.jotguard.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.issuers.KnownIssuers;
import io.github.jotguard.servlet.upgrade.WebSocketUpgradeFilter;
import io.github.jotguard.testing.TestIssuer;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A filter that upgrades stands before the filter for tokens, as in Jetty. */
class UpgradeFilterTest {

    private static final String UPGRADE = "Connection: Upgrade\r\nUpgrade: websocket\r\n";

    private final TestIssuer issuer = TestIssuer.start();
    private final JwtVerifier verifier =
            JwtVerifier.trusting(KnownIssuers.betterAuth(issuer.origin()).build());
    private final WebSocketUpgradeFilter upgrades = new WebSocketUpgradeFilter();
    private final Tomcat tomcat = new Tomcat();

    @BeforeEach
    void configure() {
        TomcatServer.quiet();
        tomcat.setBaseDir("target/tomcat-upgrade");
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
    }

    @AfterEach
    void stop() throws Exception {
        tomcat.stop();
        tomcat.destroy();
        verifier.close();
        issuer.close();
    }

    @Test
    void rejectsAnUpgradeWithoutToken() throws Exception {
        start(context ->
                guard(context, "jotguard", BearerTokenFilter.builder(verifier).build(), "/*"));

        assertThat(get("/admin/ws", UPGRADE)).contains(" 401 ", "missing_token").doesNotContain("upgraded");
    }

    @Test
    void passesAnUpgradeWithAToken() throws Exception {
        start(context ->
                guard(context, "jotguard", BearerTokenFilter.builder(verifier).build(), "/*"));

        assertThat(get("/admin/ws", UPGRADE + "Authorization: Bearer " + issuer.token() + "\r\n"))
                .contains(" 200 ", "upgraded");
    }

    @Test
    void passesOtherRequestsUntouched() throws Exception {
        start(context ->
                guard(context, "jotguard", BearerTokenFilter.builder(verifier).build(), "/*"));

        assertThat(get("/admin/ws", "")).contains(" 200 ", "upgraded");
    }

    /** Java's own HTTP client offers HTTP/2 with each request; a filter for CORS has to stay before the filter for tokens then too. */
    @ParameterizedTest
    @CsvSource({
        "Upgrade: h2c,                            200",
        "Upgrade: H2C,                            200",
        "Upgrade: websocket,                      401",
        "Upgrade: WebSocket,                      401",
        "'Upgrade: h2c, websocket',               401",
        "Upgrade: h2c|Upgrade: websocket,         401",
        "Upgrade: websocket|Upgrade: h2c,         401",
        "Upgrade: h2c/1,                          401",
        "Upgrade:,                                401",
    })
    void checksAnOfferOfAnyProtocolButHttp2(String headers, int status) throws Exception {
        start(context ->
                guard(context, "jotguard", BearerTokenFilter.builder(verifier).build(), "/*"));

        String lines = headers.replace("|", "\r\n") + "\r\n";
        assertThat(get("/feed", "Connection: Upgrade\r\n" + lines)).startsWith("HTTP/1.1 " + status);
    }

    /** WebSocket over HTTP/2, of which Tomcat knows nothing. */
    @Test
    void takesAConnectRequestForAnUpgrade() {
        assertThat(UpgradeFilter.isUpgrade(new FakeRequest().method("CONNECT").build()))
                .isTrue();
        assertThat(UpgradeFilter.isUpgrade(new FakeRequest().method("GET").build()))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "/*,       /admin/ws, 401",
        "/admin/*, /admin/ws, 401",
        "/admin/*, /admin,    401",
        "/admin/*, /adminx,   200",
        "/admin/*, /feed,     200",
        "/ws,      /ws,       401",
        "/ws,      /ws/a,     200",
        "*.ws,     /a/b.ws,   401",
        "*.ws,     /a/b.wsx,  200",
        "/*,       /open/ws,  200",
    })
    void followsTheMappingAndTheRulesOfTheFilter(String pattern, String path, int status) throws Exception {
        start(context -> guard(
                context,
                "jotguard",
                BearerTokenFilter.builder(verifier).exclude("/open/*").build(),
                pattern));

        assertThat(get(path, UPGRADE)).startsWith("HTTP/1.1 " + status);
    }

    @Test
    void asksEveryFilterThatIsMappedToThePath() throws Exception {
        start(context -> {
            guard(context, "jotguard", BearerTokenFilter.builder(verifier).build(), "/*");
            guard(
                    context,
                    "admin",
                    BearerTokenFilter.builder(verifier).requireScope("admin").build(),
                    "/admin/*");
        });
        String user = "Authorization: Bearer " + issuer.token() + "\r\n";
        String admin = "Authorization: Bearer " + issuer.token(t -> t.scope("admin")) + "\r\n";

        assertThat(get("/feed", UPGRADE + user)).contains(" 200 ");
        assertThat(get("/admin/ws", UPGRADE + user)).contains(" 403 ");
        assertThat(get("/admin/ws", UPGRADE + admin)).contains(" 200 ");
    }

    /** RFC 9728 §3.1 puts the metadata outside of the paths that a filter of one resource is mapped to. */
    @Test
    void passesTheMetadataOfEachResourceToItsOwnFilter() throws Exception {
        start(context -> {
            for (String name : List.of("cases", "tasks")) {
                BearerTokenFilter filter = BearerTokenFilter.builder(verifier)
                        .resource("https://api.example.test/" + name + "/mcp")
                        .build();
                guard(context, name, filter, "/" + name + "/*");
            }
        });

        for (String name : List.of("cases", "tasks")) {
            String path = "/.well-known/oauth-protected-resource/" + name + "/mcp";
            assertThat(get(path, ""))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("{\"resource\":\"https://api.example.test/" + name + "/mcp\",");
            assertThat(get(path, UPGRADE)).startsWith("HTTP/1.1 200 ").doesNotContain("upgraded");
            assertThat(get("/" + name + "/mcp", UPGRADE))
                    .startsWith("HTTP/1.1 401 ")
                    .contains("resource_metadata=\"https://api.example.test" + path + "\"");
        }
        assertThat(get("/.well-known/oauth-protected-resource", "")).doesNotContain("{\"resource\"");
    }

    @Test
    void passesTheMetadataToNobodyElse() throws Exception {
        start(context -> {
            BearerTokenFilter filter = BearerTokenFilter.builder(verifier)
                    .resource("https://api.example.test/cases/mcp")
                    .build();
            guard(context, "cases", filter, "/cases/*");
        });

        for (String headers : List.of("", UPGRADE)) {
            assertThat(get("/.well-known/oauth-protected-resource/cases/mcp", headers))
                    .startsWith("HTTP/1.1 200 ");
        }
        assertThat(upgrades.calls()).isZero();
        assertThat(get("/feed", "")).contains("upgraded");
        assertThat(upgrades.calls()).isOne();
    }

    /** A filter that does not say so forbids it to all behind it (Jakarta Servlet §2.3.3.3). Tomcat 11 supposes that it does. */
    @Test
    void saysThatItSupportsAsynchronousRequests() throws Exception {
        start(context -> {});
        Context context = (Context) tomcat.getHost().findChild("");
        FilterDef ours = context.findFilterDef(JotguardServletContainerInitializer.NAME);

        assertThat(ours.getAsyncSupported()).isEqualTo("true");
    }

    @Test
    void answersWith503IfTheFilterDidNotStart() throws Exception {
        start(context -> {
            var filter = context.addFilter("jotguard", BearerTokenFilter.class);
            filter.setInitParameter("misspelt", "x");
            filter.addMappingForUrlPatterns(BearerTokenFilter.dispatcherTypes(), true, "/*");
        });

        assertThat(get("/admin/ws", UPGRADE)).contains(" 503 ").doesNotContain("upgraded");
    }

    /** As Payara does with a filter whose class it cannot inspect. */
    @ParameterizedTest
    @CsvSource({"/*, /feed, 503", "/*, /admin/ws, 503", "/admin/*, /admin, 503", "/admin/*, /feed, 200"})
    void answersWith503IfTheContainerLeftOutTheFilter(String pattern, String path, int status) throws Exception {
        start(context ->
                guard(context, "jotguard", BearerTokenFilter.builder(verifier).build(), pattern));
        Context context = (Context) tomcat.getHost().findChild("");
        context.getServletContext().setAttribute(DeclaredFilters.class.getName() + ".initialized", null);

        assertThat(get(path, "")).startsWith("HTTP/1.1 " + status);
        assertThat(get(path, UPGRADE)).doesNotStartWith("HTTP/1.1 101");
    }

    @Test
    void protectsNothingWithoutAFilterForTokens() throws Exception {
        start(context -> {});

        assertThat(get("/admin/ws", UPGRADE)).contains(" 200 ", "upgraded");
    }

    private static void guard(ServletContext context, String name, BearerTokenFilter filter, String pattern) {
        context.addFilter(name, filter).addMappingForUrlPatterns(BearerTokenFilter.dispatcherTypes(), true, pattern);
    }

    private void start(Consumer<ServletContext> application) throws Exception {
        Context context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "echo", new EchoServlet());
        context.addServletMappingDecoded("/*", "echo");
        context.addServletContainerInitializer(
                (classes, servletContext) -> {
                    servletContext
                            .addFilter("upgrades", upgrades)
                            .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
                    application.accept(servletContext);
                    new JotguardServletContainerInitializer().onStartup(Set.of(), servletContext);
                },
                Set.of());
        tomcat.start();
    }

    private String get(String path, String headers) throws IOException {
        return send("GET", path, headers);
    }

    private String send(String method, String path, String headers) throws IOException {
        int port = tomcat.getConnector().getLocalPort();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String request = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n"
                    + (headers.contains("Connection:") ? "" : "Connection: close\r\n") + headers + "\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
