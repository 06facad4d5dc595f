package io.github.jotguard.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.read.ListAppender;
import io.github.jotguard.JwsHeader;
import io.github.jotguard.JwtVerifier;
import io.github.jotguard.KeysStatus;
import io.github.jotguard.SharedSecret;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.VerificationKey;
import io.github.jotguard.VerificationKeys;
import io.github.jotguard.logging.LoggerNames;
import io.github.jotguard.servlet.upgrade.WebSocketUpgradeFilter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class FilterReportTest {

    private static final String SECRET = "k3Qz8vTn1mWp5xRb7yLd2cHf9sJg4uAe";

    private final Logger log = (Logger) LoggerFactory.getLogger(LoggerNames.SERVLET);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        log.addAppender(lines);
        log.setLevel(Level.INFO);
    }

    @AfterEach
    void stop() {
        log.setLevel(null);
        log.detachAppender(lines);
    }

    @Test
    void namesWhatIsProtectedAndWhoIsTrusted() throws Exception {
        start(context -> configured(context, "/*"));

        assertThat(lines())
                .containsExactly("INFO Filter \"jotguard\": a valid token is required on every path,"
                        + " excluded [/health, /public/*], optional [/feed]; trusted: https://id.example.test"
                        + " (keys: https://id.example.test/jwks)");
    }

    @Test
    void saysThatNothingIsExcluded() throws Exception {
        start(context -> inCode(context, BearerTokenFilter.builder(verifier()).build(), "/*"));

        assertThat(lines())
                .singleElement()
                .asString()
                .startsWith("INFO Filter \"jotguard\": a valid token is required on every path; trusted: a (keys: ");
    }

    @Test
    void isSilentIfAskedTo() throws Exception {
        start(context -> inCode(
                context,
                BearerTokenFilter.builder(verifier()).logStartupInfo(false).build(),
                "/*"));

        assertThat(lines()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/admin/*", "/", "*.html", "/api"})
    void warnsOfPathsThatNoFilterIsMappedTo(String pattern) throws Exception {
        start(context -> inCode(context, silent(), pattern));

        assertThat(lines())
                .containsExactly("WARN Some paths of the application need no token: no BearerTokenFilter is"
                        + " mapped to /*, only {jotguard=[" + pattern
                        + "]}. Map one to /*, and open paths with exclude.");
    }

    @Test
    void warnsOfAFilterThatIsMappedNowhere() throws Exception {
        start(context -> context.addFilter("jotguard", silent()));

        assertThat(lines()).singleElement().asString().contains("only {jotguard=[]}");
    }

    @Test
    void warnsOnceOfSeveralFilters() throws Exception {
        start(context -> {
            context.addFilter("second", silent()).addMappingForUrlPatterns(null, false, "/b/*", "/c/*");
            inCode(context, silent(), "/a/*");
        });

        assertThat(lines()).singleElement().asString().contains("only {jotguard=[/a/*], second=[/b/*, /c/*]}");
    }

    @Test
    void doesNotWarnIfOneOfSeveralFiltersIsMappedToEverything() throws Exception {
        start(context -> {
            context.addFilter("second", silent()).addMappingForUrlPatterns(null, false, "/b/*");
            inCode(context, silent(), "/*");
        });

        assertThat(lines()).isEmpty();
    }

    @Test
    void warnsOfAFilterThatMayUpgradeRequestsFirst() throws Exception {
        start(context -> {
            context.addFilter("jetty", new WebSocketUpgradeFilter());
            inCode(context, silent(), "/*");
        });

        assertThat(lines())
                .containsExactly("WARN WebSocket endpoints may need no token: the filter \"jetty\" may upgrade"
                        + " requests before this filter sees them. Declare that filter behind this one, see"
                        + " docs/servlet-containers.md.");
    }

    @Test
    void doesNotWarnOfAnUpgradeFilterThatOursWasPutBefore() throws Exception {
        start(context -> {
            context.addFilter("jetty", new WebSocketUpgradeFilter());
            new JotguardServletContainerInitializer().onStartup(Set.of(), context);
            inCode(context, silent(), "/*");
        });

        assertThat(lines()).isEmpty();
    }

    /** The filter works without its report. */
    @Test
    void stopsNothingIfTheLogIsBroken() throws Exception {
        AppenderBase<ILoggingEvent> broken = new AppenderBase<>() {
            @Override
            public void doAppend(ILoggingEvent event) {
                throw new LinkageError("of the log");
            }

            @Override
            protected void append(ILoggingEvent event) {}
        };
        broken.start();
        log.addAppender(broken);
        log.setLevel(Level.DEBUG);
        BearerTokenFilter filter = BearerTokenFilter.builder(verifier()).build();
        try (TomcatServer server =
                TomcatServer.with(filter).servlet("/*", new EchoServlet()).start()) {
            assertThat(TomcatServer.send(server.request("/api")).statusCode()).isEqualTo(401);
        } finally {
            log.detachAppender(broken);
        }
    }

    @Test
    void warnsOfUnprotectedPathsAlthoughAKeySourceHasNoStatus() throws Exception {
        VerificationKeys keys = new VerificationKeys() {
            @Override
            public List<VerificationKey> find(JwsHeader header) {
                return List.of();
            }

            @Override
            public KeysStatus status() {
                throw new LinkageError("of the key source");
            }
        };
        JwtVerifier verifier = JwtVerifier.trusting(
                TrustedIssuer.builder("a", keys).audience("a").build());
        start(context -> inCode(context, BearerTokenFilter.builder(verifier).build(), "/admin/*"));

        assertThat(lines()).hasSize(2);
        assertThat(lines().get(0)).endsWith("trusted: unknown (java.lang.LinkageError)");
        assertThat(lines().get(1)).startsWith("WARN Some paths of the application need no token");
    }

    private static final String RESOURCE_PATH = "/.well-known/oauth-protected-resource/mcp";

    @Test
    void namesTheResourceAndWhereItsMetadataAre() throws Exception {
        start(context -> resource(context, "https://id.example.test", "/*"));

        assertThat(lines())
                .containsExactly("INFO Filter \"jotguard\": a valid token is required on every path; trusted:"
                        + " https://id.example.test (keys: https://id.example.test/jwks); resource:"
                        + " https://api.example.test/mcp (metadata: " + RESOURCE_PATH + ")");
    }

    /** The container passes no request outside of the context path to the application. */
    @Test
    void warnsOfMetadataThatNoClientCanFindBelowAContextPath() throws Exception {
        start("/shop", context -> resource(context, "https://id.example.test", "/*"));

        assertThat(lines())
                .contains("WARN Filter \"jotguard\": clients cannot find the metadata of the resource. They request "
                        + RESOURCE_PATH + ", and the container passes this application nothing outside of /shop."
                        + " Deploy it at the root, or let the reverse proxy pass " + RESOURCE_PATH + " on as /shop"
                        + RESOURCE_PATH + ".");
    }

    /** A required scope would never be asked for. */
    @Test
    void warnsOfPathsThatAreWrittenWithTheContextPath() throws Exception {
        BearerTokenFilter filter = BearerTokenFilter.builder(verifier())
                .logStartupInfo(false)
                .exclude("/shop/health", "/shop", "/shopping", "/health")
                .optional("/a/shop")
                .requireScopeAt("/shop/admin/*", "admin")
                .build();
        start("/shop", context -> inCode(context, filter, "/*"));

        assertThat(lines())
                .containsExactly("WARN Filter \"jotguard\": the paths [/shop, /shop/admin/*, /shop/health] begin with"
                        + " the context path /shop, but paths are written without it, so these match nothing outside"
                        + " of /shop/shop. Remove /shop from them, unless you mean that.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/other", "/sho"})
    void takesPathsThatAreWrittenWithoutTheContextPath(String contextPath) throws Exception {
        BearerTokenFilter filter = BearerTokenFilter.builder(verifier())
                .logStartupInfo(false)
                .exclude("/shop/health")
                .requireScopeAt("/*", "use")
                .build();
        start(contextPath, context -> inCode(context, filter, "/*"));

        assertThat(lines()).isEmpty();
    }

    @Test
    void warnsOfMetadataThatTheFilterIsNotMappedTo() throws Exception {
        start(context -> resource(context, "https://id.example.test", "/mcp/*"));

        assertThat(lines())
                .contains("WARN Filter \"jotguard\": clients cannot find the metadata of the resource, because the"
                        + " filter is not mapped to " + RESOURCE_PATH + ". Map it to that path too.");
    }

    @Test
    void doesNotWarnOfAMappingIfTheFilterBeforeAllOthersPassesTheRequestOn() throws Exception {
        start(context -> {
            new JotguardServletContainerInitializer().onStartup(Set.of(), context);
            resource(context, "https://id.example.test", "/mcp/*");
        });

        assertThat(lines()).noneMatch(line -> line.contains("cannot find the metadata"));
    }

    @Test
    void warnsOfMetadataWithoutALogin() throws Exception {
        start(context -> resource(context, "urn:example:issuer", "/*"));

        assertThat(lines())
                .contains("WARN Filter \"jotguard\": the metadata of the resource name no authorization server, so"
                        + " clients find no login. Trust an issuer whose iss is a URL. For Better Auth, set"
                        + " betterAuthOAuth.");
    }

    private static void resource(ServletContext context, String issuer, String pattern) {
        FilterRegistration.Dynamic filter = context.addFilter("jotguard", BearerTokenFilter.class);
        filter.setInitParameter("issuer", issuer);
        filter.setInitParameter("jwksUri", "https://id.example.test/jwks");
        filter.setInitParameter("resource", "https://api.example.test/mcp");
        filter.addMappingForUrlPatterns(BearerTokenFilter.dispatcherTypes(), false, pattern);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user:s3cret@id.example.test/jwks",
                "https://id.example.test/jwks?key=s3cret",
                "https://id.example.test/jwks#s3cret",
                "https://user:s3c@ret@id.example.test/jwks?x=//s3cret@y"
            })
    void namesNoUserInfoNorQueryOfAnAddress(String address) {
        assertThat(PublicAddress.of(address)).isEqualTo("https://id.example.test/jwks");
    }

    @Test
    void escapesAndCutsTextOfSettings() {
        assertThat(PublicAddress.of("a\nb")).isEqualTo("a\\u000ab");
        assertThat(PublicAddress.of("a".repeat(200))).hasSize(200);
        assertThat(PublicAddress.of("a".repeat(201))).isEqualTo("a".repeat(200) + "...");
    }

    private List<String> lines() {
        return lines.list.stream()
                .map(line -> line.getLevel() + " " + line.getFormattedMessage())
                .toList();
    }

    private static JwtVerifier verifier() {
        return JwtVerifier.trusting(TrustedIssuer.builder("a", SharedSecret.ofUtf8(SECRET))
                .audience("a")
                .build());
    }

    private static BearerTokenFilter silent() {
        return BearerTokenFilter.builder(verifier()).logStartupInfo(false).build();
    }

    private static void inCode(ServletContext context, BearerTokenFilter filter, String pattern) {
        context.addFilter("jotguard", filter)
                .addMappingForUrlPatterns(BearerTokenFilter.dispatcherTypes(), false, pattern);
    }

    private static void configured(ServletContext context, String pattern) {
        FilterRegistration.Dynamic filter = context.addFilter("jotguard", BearerTokenFilter.class);
        filter.setInitParameter("issuer", "https://id.example.test");
        filter.setInitParameter("jwksUri", "https://id.example.test/jwks");
        filter.setInitParameter("audience", "a");
        filter.setInitParameter("exclude", "/health /public/*");
        filter.setInitParameter("optional", "/feed");
        filter.addMappingForUrlPatterns(BearerTokenFilter.dispatcherTypes(), false, pattern);
    }

    private static void start(Consumer<ServletContext> application) throws LifecycleException {
        start("", application);
    }

    private static void start(String contextPath, Consumer<ServletContext> application) throws LifecycleException {
        TomcatServer.quiet();
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir("target/tomcat-report");
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addContext(contextPath, null);
        context.addServletContainerInitializer(
                (classes, servletContext) -> application.accept(servletContext), Set.of());
        try {
            tomcat.start();
        } finally {
            tomcat.stop();
            tomcat.destroy();
        }
    }
}
