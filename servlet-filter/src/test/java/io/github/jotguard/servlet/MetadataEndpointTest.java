package io.github.jotguard.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.jwks.RemoteJwkSet;
import io.github.jotguard.testing.TestIssuer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataEndpointTest {

    private static final String RESOURCE = "https://api.example.com/mcp";
    private static final String PATH = "/.well-known/oauth-protected-resource/mcp";
    private static final String URL = "https://api.example.com" + PATH;

    private static TestIssuer issuer;
    private static JwtVerifier verifier;

    @BeforeAll
    static void start() {
        issuer = TestIssuer.start();
        verifier = JwtVerifier.trusting(TrustedIssuer.builder(issuer.issuer(), RemoteJwkSet.at(issuer.jwksUri()))
                .audience(issuer.audience())
                .build());
    }

    @AfterAll
    static void stop() {
        verifier.close();
        issuer.close();
    }

    private static BearerTokenFilter.Builder filter() {
        return BearerTokenFilter.builder(verifier).resource(RESOURCE);
    }

    private static TomcatServer serving(UnaryOperator<BearerTokenFilter.Builder> settings) {
        return TomcatServer.with(settings.apply(filter()).build())
                .servlet("/*", new EchoServlet())
                .start();
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Test
    void servesTheDocumentWithoutAToken() {
        try (TomcatServer server = serving(filter -> filter.resourceName("Fälle")
                .resourceDocumentation("https://docs.example.com")
                .requireScope("use", "read")
                .requireScopeAt("/admin/*", "admin", "read"))) {
            HttpResponse<String> answer = TomcatServer.send(server.request(PATH));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body())
                    .isEqualTo("{\"resource\":\"https://api.example.com/mcp\",\"authorization_servers\":[\""
                            + issuer.issuer() + "\"],\"scopes_supported\":[\"read\",\"use\",\"admin\"],"
                            + "\"bearer_methods_supported\":[\"header\"],\"resource_name\":\"Fälle\","
                            + "\"resource_documentation\":\"https://docs.example.com\"}");
            assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
            assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo("*");
            assertThat(header(answer, "Cache-Control")).isEqualTo("public, max-age=300");
            assertThat(header(answer, "WWW-Authenticate")).isEmpty();
        }
    }

    @Test
    void answersHeadAndPreflightWithoutContentAndNoOtherMethod() {
        try (TomcatServer server = serving(filter -> filter)) {
            HttpResponse<String> get = TomcatServer.send(server.request(PATH));
            HttpResponse<String> head = TomcatServer.send(server.request(PATH).method("HEAD", BodyPublishers.noBody()));
            HttpResponse<String> preflight = TomcatServer.send(
                    server.request(PATH).header("Origin", "https://a.test").method("OPTIONS", BodyPublishers.noBody()));
            HttpResponse<String> post =
                    TomcatServer.send(server.request(PATH, issuer.token()).POST(BodyPublishers.ofString("{}")));

            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            assertThat(header(head, "Content-Length")).isEqualTo(header(get, "Content-Length"));
            assertThat(preflight.statusCode()).isEqualTo(204);
            assertThat(header(preflight, "Access-Control-Allow-Headers")).isEqualTo("*");
            assertThat(post.statusCode()).isEqualTo(405);
            assertThat(header(post, "Allow")).isEqualTo("GET, HEAD, OPTIONS");
        }
    }

    /** RFC 9728 §3.1 names one place; every other spelling of it is a protected path. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.well-known/oauth-protected-resource",
                "/.well-known/oauth-protected-resource/",
                "/.well-known/oauth-protected-resource/mcp/",
                "/.well-known/oauth-protected-resource/mcp;a=b",
                "/.well-known/oauth-protected-resource/mc%70",
                "/.well-known//oauth-protected-resource/mcp",
                "/.well-known/x/../oauth-protected-resource/mcp",
                "/.well-known/oauth-protected-resource/mcp/../mcp",
                "/mcp/.well-known/oauth-protected-resource",
                "/mcp"
            })
    void protectsEveryOtherPath(String path) {
        try (TomcatServer server = serving(filter -> filter)) {
            HttpResponse<String> answer = TomcatServer.send(server.request(path));

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(header(answer, "WWW-Authenticate"))
                    .isEqualTo("Bearer realm=\"api\", resource_metadata=\"" + URL + "\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://api.example.com", "https://api.example.com/"})
    void servesTheRootOfAResourceWithoutPath(String resource) {
        BearerTokenFilter filter =
                BearerTokenFilter.builder(verifier).resource(resource).build();
        try (TomcatServer server =
                TomcatServer.with(filter).servlet("/*", new EchoServlet()).start()) {
            assertThat(TomcatServer.send(server.request("/.well-known/oauth-protected-resource"))
                            .body())
                    .startsWith("{\"resource\":\"" + resource + "\",");
            assertThat(TomcatServer.send(server.request("/.well-known/oauth-protected-resource/"))
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    /** A sender who could change the address could send clients to another login. */
    @Test
    void takesNothingOfTheRequest() {
        try (TomcatServer server = serving(filter -> filter)) {
            HttpResponse<String> plain = TomcatServer.send(server.request(PATH));
            HttpResponse<String> forged = TomcatServer.send(server.request(PATH + "?resource=https://evil.test")
                    .header("X-Forwarded-Host", "evil.test")
                    .header("X-Forwarded-Proto", "http")
                    .header("X-Forwarded-Prefix", "/evil")
                    .header("Forwarded", "host=evil.test;proto=http")
                    .header("Origin", "https://evil.test"));
            HttpResponse<String> rejected = TomcatServer.send(server.request("/mcp")
                    .header("X-Forwarded-Host", "evil.test")
                    .header("Forwarded", "host=evil.test"));

            assertThat(forged.body()).isEqualTo(plain.body());
            assertThat(header(forged, "Access-Control-Allow-Origin")).isEqualTo("*");
            assertThat(header(rejected, "WWW-Authenticate")).contains("resource_metadata=\"" + URL + "\"");
        }
    }

    @Test
    void namesMetadataAndScopesInTheChallengesOf401And403() {
        try (TomcatServer server = serving(filter -> filter.requireScope("read").requireScopeAt("/admin/*", "admin"))) {
            String end = ", resource_metadata=\"" + URL + "\"";

            assertThat(header(TomcatServer.send(server.request("/mcp")), "WWW-Authenticate"))
                    .isEqualTo("Bearer realm=\"api\", scope=\"read\"" + end);
            assertThat(header(TomcatServer.send(server.request("/admin/x", "a.b.c")), "WWW-Authenticate"))
                    .startsWith("Bearer realm=\"api\", error=\"invalid_token\"")
                    .endsWith(", scope=\"admin read\"" + end);
            HttpResponse<String> lacking =
                    TomcatServer.send(server.request("/admin/x", issuer.token(t -> t.scope("read"))));
            assertThat(lacking.statusCode()).isEqualTo(403);
            assertThat(header(lacking, "WWW-Authenticate"))
                    .isEqualTo("Bearer realm=\"api\", error=\"insufficient_scope\","
                            + " error_description=\"The token lacks a required scope\", scope=\"admin read\"" + end);
        }
    }

    @Test
    void narrowsTheScopesIfAskedTo() {
        try (TomcatServer server =
                serving(filter -> filter.requireScopeAt("/admin/*", "admin").scopesSupported("read", "profile"))) {
            assertThat(TomcatServer.send(server.request(PATH)).body())
                    .contains("\"scopes_supported\":[\"read\",\"profile\"]");
        }
    }

    /** The document is made of settings, so it needs no keys. */
    @Test
    void servesTheDocumentWhileTheIssuerIsDown() {
        TrustedIssuer unreachable = TrustedIssuer.builder(
                        "https://id.example.com", RemoteJwkSet.at("http://127.0.0.1:1/jwks"))
                .audience("a")
                .build();
        try (JwtVerifier ofUnreachable = JwtVerifier.trusting(unreachable);
                TomcatServer server = TomcatServer.with(BearerTokenFilter.builder(ofUnreachable)
                                .resource(RESOURCE)
                                .build())
                        .servlet("/*", new EchoServlet())
                        .start()) {
            assertThat(TomcatServer.send(server.request(PATH)).body()).contains("https://id.example.com");
            assertThat(header(TomcatServer.send(server.request("/mcp")), "WWW-Authenticate"))
                    .contains("resource_metadata");
        }
    }

    @Test
    void precedesWhatTheApplicationHasThereAndWhatIsExcluded() {
        EchoServlet servlet = new EchoServlet();
        BearerTokenFilter filter = filter().exclude("/.well-known/*").build();
        try (TomcatServer server =
                TomcatServer.with(filter).servlet(PATH, servlet).start()) {
            assertThat(TomcatServer.send(server.request(PATH)).body()).startsWith("{\"resource\":");
            assertThat(servlet.calls()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"tenant=a, tenant=a, 200", "tenant=a, tenant=b, 401", "tenant=a, , 401", ", tenant=a, 200"})
    void needsTheQueryOfTheResource(String ofResource, String ofRequest, int status) {
        String suffix = ofResource == null ? "" : "?" + ofResource;
        BearerTokenFilter filter =
                BearerTokenFilter.builder(verifier).resource(RESOURCE + suffix).build();
        try (TomcatServer server =
                TomcatServer.with(filter).servlet("/*", new EchoServlet()).start()) {
            String target = ofRequest == null ? PATH : PATH + "?" + ofRequest;
            assertThat(TomcatServer.send(server.request(target)).statusCode()).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.example.com/mcp",
                "https://api.example.com./mcp",
                "https://a@b.example/",
                "https://b.example/#a",
                "#"
            })
    void rejectsAResourceThatIsNone(String resource) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BearerTokenFilter.builder(verifier).resource(resource))
                .withMessageStartingWith("resource must ");
    }

    @Test
    void takesASettingOnceAndNoneWithoutAResource() {
        List<UnaryOperator<BearerTokenFilter.Builder>> settings = List.of(
                filter -> filter.resourceName("name"),
                filter -> filter.resourceDocumentation("https://docs.example.com"),
                filter -> filter.scopesSupported("read"));
        for (UnaryOperator<BearerTokenFilter.Builder> setting : settings) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> setting.apply(setting.apply(filter())))
                    .withMessageContaining("was already set");
            assertThatIllegalStateException()
                    .isThrownBy(() ->
                            setting.apply(BearerTokenFilter.builder(verifier)).build())
                    .withMessageEndingWith("has no effect without resource. Set resource or remove it.");
        }
        assertThatIllegalStateException().isThrownBy(() -> filter().resource(RESOURCE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> filter().resourceDocumentation("docs").build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> filter().resourceName(" ").build());
        assertThatIllegalArgumentException().isThrownBy(() -> filter().scopesSupported("a b"));
    }
}
