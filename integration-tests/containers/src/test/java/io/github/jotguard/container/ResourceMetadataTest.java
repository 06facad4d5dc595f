package io.github.jotguard.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.jwks.RemoteJwkSet;
import io.github.jotguard.servlet.BearerTokenFilter;
import io.github.jotguard.testing.TestIssuer;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The metadata of a resource are at one path, in one spelling, wherever the application is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResourceMetadataTest {

    private static final String RESOURCE = "https://api.example.com/app/mcp";
    private static final String PATH = "/.well-known/oauth-protected-resource/app/mcp";

    private TestIssuer issuer;
    private JwtVerifier verifier;
    private Container atRoot;
    private Container belowContext;

    @BeforeAll
    void start() throws Exception {
        issuer = TestIssuer.start();
        verifier = verifier(RESOURCE);
        atRoot = Container.ofThisRun().start(application());
        belowContext = Container.ofThisRun().start("/app", application());
    }

    private JwtVerifier verifier(String resource) {
        return JwtVerifier.trusting(TrustedIssuer.builder(issuer.issuer(), RemoteJwkSet.at(issuer.jwksUri()))
                .audience(resource)
                .build());
    }

    @AfterAll
    void stop() {
        atRoot.close();
        belowContext.close();
        verifier.close();
        issuer.close();
    }

    private Application application() {
        BearerTokenFilter filter =
                BearerTokenFilter.builder(verifier).resource(RESOURCE).build();
        return Application.behind(filter).page("/*", Application.Page.marked("reached"));
    }

    @Test
    void areServedWithoutATokenWhateverTheHost() throws IOException {
        RawHttp.Answer get = RawHttp.send(
                atRoot.port(),
                "GET",
                PATH,
                "Host: evil.example.com",
                "X-Forwarded-Host: evil.example.com",
                "Forwarded: host=evil.example.com");
        RawHttp.Answer head = RawHttp.send(atRoot.port(), "HEAD", PATH);

        assertThat(get.status()).isEqualTo(200);
        assertThat(get.header("Content-Type")).startsWith("application/json");
        assertThat(get.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(get.body())
                .startsWith(
                        "{\"resource\":\"" + RESOURCE + "\",\"authorization_servers\":[\"" + issuer.issuer() + "\"],");
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).isEqualTo(get.header("Content-Length"));
        assertThat(head.body()).isEmpty();
    }

    @Test
    void areNamedInChallengesWhateverTheHost() throws IOException {
        RawHttp.Answer answer = RawHttp.send(
                atRoot.port(), "GET", "/app/mcp", "Host: evil.example.com", "X-Forwarded-Host: evil.example.com");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate"))
                .contains("resource_metadata=\"https://api.example.com" + PATH + "\"")
                .doesNotContain("evil.example.com");
    }

    /** Each filter is mapped to its resource and to the metadata of that. */
    @Test
    void areThoseOfEachFilterWhereAnApplicationHasTwo() throws Exception {
        String wellKnown = "/.well-known/oauth-protected-resource";
        try (JwtVerifier ofOther = verifier("https://api.example.com/tasks");
                Container both = Container.ofThisRun().start(context -> {
                    guard(context, verifier, RESOURCE, "/app/mcp", PATH);
                    guard(context, ofOther, "https://api.example.com/tasks", "/tasks", wellKnown + "/tasks");
                    Application.page(context, "/*", Application.Page.marked("reached"));
                })) {
            String cases = issuer.token(token -> token.audience(RESOURCE));
            String tasks = issuer.token(token -> token.audience("https://api.example.com/tasks"));

            assertThat(RawHttp.send(both.port(), "GET", PATH).body()).startsWith("{\"resource\":\"" + RESOURCE + "\",");
            assertThat(RawHttp.send(both.port(), "GET", wellKnown + "/tasks").body())
                    .startsWith("{\"resource\":\"https://api.example.com/tasks\",");
            assertThat(RawHttp.send(both.port(), "GET", "/tasks").header("WWW-Authenticate"))
                    .contains("resource_metadata=\"https://api.example.com" + wellKnown + "/tasks\"");
            assertThat(status(both, "/app/mcp", cases)).isEqualTo(200);
            assertThat(status(both, "/tasks", tasks)).isEqualTo(200);
            assertThat(status(both, "/app/mcp", tasks)).isEqualTo(401);
            assertThat(status(both, "/tasks", cases)).isEqualTo(401);
        }
    }

    private static int status(Container container, String path, String token) throws IOException {
        return RawHttp.send(container.port(), "GET", path, "Authorization: Bearer " + token)
                .status();
    }

    private static void guard(
            ServletContext context, JwtVerifier verifier, String resource, String path, String metadata) {
        FilterRegistration.Dynamic guard = context.addFilter(
                path, BearerTokenFilter.builder(verifier).resource(resource).build());
        guard.setAsyncSupported(true);
        guard.addMappingForUrlPatterns(BearerTokenFilter.dispatcherTypes(), false, path, path + "/*", metadata);
    }

    /** A reverse proxy can pass the requests on to an application that is not at the root. */
    @Test
    void areServedBelowTheContextOfTheApplication() throws IOException {
        assertThat(RawHttp.send(belowContext.port(), "GET", "/app" + PATH).body())
                .startsWith("{\"resource\":\"" + RESOURCE + "\",");
        assertThat(RawHttp.send(belowContext.port(), "GET", PATH).body()).doesNotContain("\"resource\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.well-known/oauth-protected-resource",
                "/.well-known/oauth-protected-resource/app",
                "/.well-known/oauth-protected-resource/app/mcp/",
                "/.well-known/oauth-protected-resource/app/mcp/x",
                "/.well-known/oauth-protected-resource/app/mcp;x=y",
                "/.well-known;x/oauth-protected-resource/app/mcp",
                "/.well-known/oauth-protected-resource/app/mc%70",
                "/.well-known/oauth-protected-resource/app/%2e/mcp",
                "/.well-known/oauth-protected-resource/app/x/../mcp",
                "/.well-known/oauth-protected-resource//app/mcp",
                "//.well-known/oauth-protected-resource/app/mcp",
                "/.WELL-KNOWN/oauth-protected-resource/app/mcp",
                "/app/mcp"
            })
    void openNoOtherPath(String target) throws IOException {
        RawHttp.Answer answer = RawHttp.send(atRoot.port(), "GET", target);

        assertThat(answer.status()).isNotEqualTo(200);
        assertThat(answer.header("X-Reached")).isEmpty();
        assertThat(answer.body()).doesNotContain("\"resource\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
    void letNoOtherMethodThrough(String method) throws IOException {
        RawHttp.Answer answer = RawHttp.send(atRoot.port(), method, PATH, "Content-Length: 0");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("X-Reached")).isEmpty();
    }
}
