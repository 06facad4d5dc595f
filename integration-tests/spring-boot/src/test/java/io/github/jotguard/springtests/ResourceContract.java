package io.github.jotguard.springtests;

import static io.github.jotguard.springtests.Problems.assertProblem;
import static io.github.jotguard.springtests.Problems.challenge;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.testing.TestIssuer;
import io.github.jotguard.testing.TestToken;
import java.net.http.HttpResponse;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Metadata of the resource, challenges and scopes by properties alone, the same on every stack. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ResourceContract {

    private static final String RESOURCE = "https://api.example.com/mcp";
    private static final String PATH = "/.well-known/oauth-protected-resource/mcp";
    private static final String END = ", resource_metadata=\"https://api.example.com" + PATH + "\"";

    private TestIssuer issuer;
    private RunningApplication application;

    protected abstract Class<?> configuration();

    @BeforeAll
    void start() {
        issuer = TestIssuer.start();
        application = RunningApplication.trusting(
                issuer,
                configuration(),
                "--jotguard.better-auth.oauth=true",
                "--jotguard.resource=" + RESOURCE,
                "--jotguard.resource-name=Cases",
                "--jotguard.require-scope=use",
                "--jotguard.require-scope-at.[/me]=admin");
    }

    @AfterAll
    void stop() {
        application.close();
        issuer.close();
    }

    private String token(Consumer<TestToken> changes) {
        Consumer<TestToken> access = t -> t.type("at+jwt")
                .subject("u1")
                .issuer(issuer.origin() + "/api/auth")
                .audience(RESOURCE, issuer.origin() + "/api/auth/oauth2/userinfo")
                .claim("client_id", "web")
                .claim("jti", "1");
        return issuer.token(access.andThen(changes));
    }

    @Test
    void servesTheDocumentWithoutAToken() {
        HttpResponse<String> answer = application.get(PATH, "Origin", "https://client.example.com");
        HttpResponse<String> head = application.send("HEAD", PATH);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"resource\":\"" + RESOURCE + "\",\"authorization_servers\":[\"" + issuer.origin()
                        + "/api/auth\"],\"scopes_supported\":[\"use\",\"admin\"],"
                        + "\"bearer_methods_supported\":[\"header\"],\"resource_name\":\"Cases\"}");
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        assertThat(answer.headers().allValues("Access-Control-Allow-Origin")).containsExactly("*");
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("public, max-age=300");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Length"))
                .isEqualTo(answer.headers().firstValue("Content-Length"));
    }

    @Test
    void answersAPreflightOfTheDocumentAndNoOtherMethod() {
        assertThat(application
                        .send(
                                "OPTIONS",
                                PATH,
                                "Origin",
                                "https://client.example.com",
                                "Access-Control-Request-Method",
                                "GET",
                                "Access-Control-Request-Headers",
                                "mcp-protocol-version")
                        .headers()
                        .firstValue("Access-Control-Allow-Headers"))
                .contains("*");
        assertThat(application.send("POST", PATH).statusCode()).isEqualTo(405);
    }

    /** Spring Security 7 serves a document of its own below the well-known path, with what Host says. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.well-known/oauth-protected-resource",
                "/.well-known/oauth-protected-resource/",
                "/.well-known/oauth-protected-resource/other",
                "/.well-known/oauth-protected-resource/mcp/",
                "/.well-known/oauth-protected-resource/mc%70",
                "/.well-known/oauth-protected-resource/mcp;a=b"
            })
    void servesNoDocumentAnywhereElse(String path) {
        HttpResponse<String> answer = application.get(path);

        assertThat(answer.statusCode()).isIn(400, 401);
        assertThat(answer.body()).doesNotContain("\"resource\"");
    }

    @Test
    void takesNothingOfTheRequest() {
        String[] forged = {
            "Host",
            "evil.example.com",
            "X-Forwarded-Host",
            "evil.example.com",
            "X-Forwarded-Proto",
            "http",
            "Forwarded",
            "host=evil.example.com"
        };

        assertThat(application.get(PATH, forged).body())
                .isEqualTo(application.get(PATH).body());
        assertThat(challenge(application.get("/claims", forged))).endsWith(END).doesNotContain("evil.example.com");
    }

    @Test
    void namesMetadataAndScopesInEveryChallenge() {
        HttpResponse<String> none = application.get("/claims");
        HttpResponse<String> foreign =
                application.getWith(token(t -> t.audience("https://other.example.com/mcp")), "/claims");
        HttpResponse<String> without = application.get("/me");

        assertProblem(none, 401, "missing_token");
        assertThat(challenge(none)).startsWith("Bearer ").endsWith("scope=\"use\"" + END);
        assertProblem(foreign, 401, "wrong_audience");
        assertThat(challenge(foreign)).contains("error=\"invalid_token\"").endsWith("scope=\"use\"" + END);
        assertThat(challenge(without)).endsWith("scope=\"admin use\"" + END);
    }

    @Test
    void requiresScopesEverywhereAndAtPaths() {
        HttpResponse<String> none = application.getWith(token(t -> {}), "/claims");
        HttpResponse<String> some = application.getWith(token(t -> t.scope("use")), "/me");

        assertProblem(none, 403, "insufficient_scope");
        assertThat(challenge(none)).contains("error=\"insufficient_scope\"").endsWith("scope=\"use\"" + END);
        assertProblem(some, 403, "insufficient_scope");
        assertThat(challenge(some)).endsWith("scope=\"admin use\"" + END);
        assertThat(application.getWith(token(t -> t.scope("use")), "/claims").statusCode())
                .isEqualTo(200);
        assertThat(application
                        .getWith(token(t -> t.scope("use", "admin")), "/me")
                        .body())
                .isEqualTo("{\"id\":\"u1\"}");
    }

    @Test
    void rejectsTokensOfSessions() {
        assertProblem(application.getWith(issuer.token(), "/claims"), 401, "wrong_issuer");
    }
}
