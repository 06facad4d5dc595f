package io.github.jotguard.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.testing.TestIssuer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application without any Java: two files and a {@code web.xml}. Undertow alone reads none, so this is not run there. */
@Tag("web.xml")
class WebXmlTest {

    private static final String SECRET_VARIABLE = "JOTGUARD_TEST_SECRET";

    @TempDir
    private Path webapp;

    @Test
    void protectsFilesWithTheOriginOfBetterAuthAlone() throws Exception {
        try (TestIssuer issuer = TestIssuer.start()) {
            System.setProperty("jotguard.test.origin", issuer.origin());
            write(Map.of("betterAuthOrigin", "${jotguard.test.origin}", "exclude", "/open.txt"));

            answersAsConfigured(issuer);
        } finally {
            System.clearProperty("jotguard.test.origin");
        }
    }

    @Test
    void protectsFilesWithIssuerKeysAndAudience() throws Exception {
        try (TestIssuer issuer = TestIssuer.start()) {
            write(Map.of(
                    "issuer",
                    issuer.issuer(),
                    "jwksUri",
                    issuer.jwksUri().toString(),
                    "audience",
                    issuer.audience(),
                    "algorithms",
                    "EdDSA",
                    "clockSkew",
                    "30",
                    "exclude",
                    "/open.txt"));

            answersAsConfigured(issuer);
        }
    }

    @Test
    void protectsFilesWithTheSecretOfAnEnvironmentVariable() throws Exception {
        byte[] secret = System.getenv(SECRET_VARIABLE).getBytes(StandardCharsets.UTF_8);
        try (TestIssuer issuer = TestIssuer.builder().sharedSecret(secret).start()) {
            write(Map.of(
                    "issuer",
                    issuer.issuer(),
                    "secretEnv",
                    SECRET_VARIABLE,
                    "audience",
                    issuer.audience(),
                    "exclude",
                    "/open.txt"));

            answersAsConfigured(issuer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"issuer", "betterAuthOrigins", "secretEnv"})
    void answersEveryPathWith503IfTheInitParamsAreWrong(String parameter) throws Exception {
        write(Map.of(parameter, "https://app.example.test", "exclude", "/open.txt"));
        try (Container container = Container.ofThisRun()) {
            container.startDirectory(webapp);

            for (String path : List.of("/open.txt", "/secret.txt", "/", "/nothing", "/WEB-INF/web.xml", "/../x")) {
                RawHttp.Answer answer = get(container, path);
                assertThat(answer.status()).as(path).isIn(503, 400, 404);
                assertThat(answer.body()).doesNotContain("open to all", "for callers only");
            }
            assertThat(get(container, "/open.txt").status()).isEqualTo(503);
            assertThat(get(container, "/secret.txt").status()).isEqualTo(503);
        }
    }

    private void answersAsConfigured(TestIssuer issuer) throws Exception {
        try (Container container = Container.ofThisRun()) {
            container.startDirectory(webapp);
            String good = "Authorization: Bearer " + issuer.token();
            String expired = "Authorization: Bearer " + issuer.token(t -> t.expiresIn(Duration.ofHours(-1)));

            assertThat(get(container, "/open.txt").body()).isEqualTo("open to all");
            assertThat(get(container, "/secret.txt", good).body()).isEqualTo("for callers only");
            assertThat(get(container, "/secret.txt").status()).isEqualTo(401);
            assertThat(get(container, "/secret.txt", expired).body()).contains("\"code\":\"expired\"");
        }
    }

    private static RawHttp.Answer get(Container container, String path, String... headers) throws IOException {
        return RawHttp.send(container.port(), "GET", path, headers);
    }

    private void write(Map<String, String> parameters) throws IOException {
        String initParams = parameters.entrySet().stream()
                .map(parameter -> "<init-param><param-name>" + parameter.getKey() + "</param-name><param-value>"
                        + parameter.getValue() + "</param-value></init-param>")
                .collect(Collectors.joining("\n"));
        Files.createDirectories(webapp.resolve("WEB-INF"));
        Files.writeString(webapp.resolve("open.txt"), "open to all");
        Files.writeString(webapp.resolve("secret.txt"), "for callers only");
        Files.writeString(webapp.resolve("WEB-INF/web.xml"), """
                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                  <filter>
                    <filter-name>jotguard</filter-name>
                    <filter-class>io.github.jotguard.servlet.BearerTokenFilter</filter-class>
                    <async-supported>true</async-supported>
                    %s
                  </filter>
                  <filter-mapping>
                    <filter-name>jotguard</filter-name><url-pattern>/*</url-pattern>
                    <dispatcher>REQUEST</dispatcher><dispatcher>FORWARD</dispatcher><dispatcher>INCLUDE</dispatcher>
                    <dispatcher>ASYNC</dispatcher><dispatcher>ERROR</dispatcher>
                  </filter-mapping>
                </web-app>
                """.formatted(initParams));
    }
}
