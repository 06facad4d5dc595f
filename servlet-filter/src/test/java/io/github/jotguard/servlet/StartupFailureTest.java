package io.github.jotguard.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.jotguard.JwtVerifier;
import io.github.jotguard.SharedSecret;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.logging.LoggerNames;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A container may drop a filter whose {@code init} throws, and serve the application without it. */
class StartupFailureTest {

    private static final Map<String, String> MISSPELT = Map.of("issuer", "https://id.example.test", "jwkUri", "x");

    private final Logger log = (Logger) LoggerFactory.getLogger(LoggerNames.SERVLET);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final List<String> containerLog = new ArrayList<>();
    private final EchoServlet application = new EchoServlet();

    @BeforeEach
    void listen() {
        lines.start();
        log.addAppender(lines);
        log.setLevel(Level.ERROR);
    }

    @AfterEach
    void stop() {
        log.setLevel(null);
        log.detachAppender(lines);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/health", "/api/x", "/public/../health", "/error"})
    void answersEveryPathWith503IfAnInitParamIsMisspelt(String path) {
        BearerTokenFilter filter = new BearerTokenFilter();
        filter.init(config(MISSPELT));
        try (TomcatServer server = serving(filter)) {
            HttpResponse<String> answer = TomcatServer.send(server.request(path));

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("5");
            assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(answer.body())
                    .contains("\"code\":\"temporarily_unavailable\"")
                    .doesNotContain("jwkUri");
            assertThat(application.calls()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "OPTIONS", "MADEUP"})
    void answersEveryMethodWith503(String method) {
        BearerTokenFilter filter = new BearerTokenFilter();
        filter.init(config(MISSPELT));
        try (TomcatServer server = serving(filter)) {
            assertThat(TomcatServer.send(server.request("/").method(method, BodyPublishers.noBody()))
                            .statusCode())
                    .isEqualTo(503);
            assertThat(application.calls()).isZero();
        }
    }

    @Test
    void isLoggedAtErrorWithTheNameOfTheParameter() {
        new BearerTokenFilter().init(config(MISSPELT));

        assertThat(lines.list)
                .extracting(line -> line.getLevel() + " " + line.getFormattedMessage())
                .containsExactly("ERROR The filter did not start and rejects every request with 503. "
                        + "Filter \"jotguard\": init-param jwkUri is unknown; did you mean jwksUri?");
        assertThat(containerLog).isEmpty();
    }

    @Test
    void isLoggedByTheContainerIfNobodyReadsOurLog() {
        log.setLevel(Level.OFF);

        new BearerTokenFilter().init(config(MISSPELT));

        assertThat(containerLog).hasSize(1);
        assertThat(containerLog.get(0)).contains("rejects every request with 503", "jwkUri is unknown");
    }

    @Test
    void includesInitParamsOfAFilterThatWasMadeInCode() {
        JwtVerifier verifier =
                JwtVerifier.trusting(TrustedIssuer.builder("a", SharedSecret.ofUtf8("N8q2-vX7m_Kd4pRz9TyLw3eHs6UbFj1c"))
                        .audience("a")
                        .build());
        BearerTokenFilter filter = BearerTokenFilter.builder(verifier).build();
        filter.init(config(Map.of("exclude", "/a")));
        try (TomcatServer server = serving(filter)) {
            assertThat(TomcatServer.send(server.request("/a")).statusCode()).isEqualTo(503);
            assertThat(lines.list.get(0).getFormattedMessage()).contains("init-param exclude has no effect");
        }
    }

    static List<Throwable> failures() {
        return List.of(
                new IllegalStateException("marked"),
                new NullPointerException(),
                new StackOverflowError("marked"),
                new OutOfMemoryError("marked"),
                new NoClassDefFoundError("marked"),
                new ExceptionInInitializerError("marked"),
                new AssertionError("marked"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void keepsTheFilterInTheChainWhateverIsThrown(Throwable failure) {
        BearerTokenFilter filter = new BearerTokenFilter();

        assertThatCode(() -> filter.init(brokenConfig(failure))).doesNotThrowAnyException();

        assertThat(lines.list).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.ERROR);
            assertThat(line.getThrowableProxy().getClassName())
                    .isEqualTo(failure.getClass().getName());
        });
        try (TomcatServer server = serving(filter)) {
            assertThat(TomcatServer.send(server.request("/")).statusCode()).isEqualTo(503);
            assertThat(application.calls()).isZero();
        }
    }

    @Test
    void endsWithAnInitThatSucceeds() {
        BearerTokenFilter filter = new BearerTokenFilter();
        filter.init(config(MISSPELT));
        filter.init(config(Map.of("betterAuthOrigin", "https://app.example.test", "exclude", "/health")));
        try (TomcatServer server = serving(filter)) {
            assertThat(TomcatServer.send(server.request("/health")).statusCode())
                    .isEqualTo(200);
            assertThat(TomcatServer.send(server.request("/")).statusCode()).isEqualTo(401);
        }
        filter.destroy();
    }

    /** As where its jar is missing from WEB-INF/lib. */
    @ParameterizedTest
    @ValueSource(strings = {"io.github.jotguard.", "org.slf4j."})
    void answersWith503IfTheClassesOfADependencyAreMissing(String dependency) throws Exception {
        Class<?> type = new FilterClassesWithout(dependency).loadClass(BearerTokenFilter.class.getName());
        Filter filter = (Filter) type.getDeclaredConstructor().newInstance();

        filter.init(config(Map.of("betterAuthOrigin", "https://app.example.test")));

        try (TomcatServer server = serving(filter)) {
            HttpResponse<String> answer = TomcatServer.send(server.request("/"));
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("temporarily_unavailable");
            assertThat(application.calls()).isZero();
        }
        int ours = dependency.equals("org.slf4j.") ? 0 : 1;
        assertThat(lines.list).hasSize(ours);
        assertThat(containerLog).hasSize(1 - ours);
        filter.destroy();
    }

    private TomcatServer serving(Filter filter) {
        return TomcatServer.with(filter::doFilter).servlet("/*", application).start();
    }

    private FilterConfig config(Map<String, String> parameters) {
        return new Config(parameters, containerLog);
    }

    private static FilterConfig brokenConfig(Throwable failure) {
        return (FilterConfig) Proxy.newProxyInstance(
                StartupFailureTest.class.getClassLoader(),
                new Class<?>[] {FilterConfig.class},
                (proxy, method, arguments) -> {
                    throw StartupFailureTest.<RuntimeException>undeclared(failure);
                });
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T undeclared(Throwable failure) throws T {
        throw (T) failure;
    }

    private record Config(Map<String, String> parameters, List<String> log) implements FilterConfig {

        @Override
        public String getFilterName() {
            return "jotguard";
        }

        @Override
        public ServletContext getServletContext() {
            return (ServletContext) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {ServletContext.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("log")) {
                            log.add((String) arguments[0]);
                        }
                        return null;
                    });
        }

        @Override
        public String getInitParameter(String name) {
            return parameters.get(name);
        }

        @Override
        public Enumeration<String> getInitParameterNames() {
            return Collections.enumeration(parameters.keySet());
        }
    }

    /** Loads the filter's own classes anew, and finds none of one dependency. */
    private static final class FilterClassesWithout extends ClassLoader {

        private final String dependency;

        FilterClassesWithout(String dependency) {
            super(StartupFailureTest.class.getClassLoader());
            this.dependency = dependency;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith(BearerTokenFilter.class.getPackageName())) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? define(name) : loaded;
            }
            if (name.startsWith(dependency)) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
