package io.github.jotguard.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.issuers.KnownIssuers;
import io.github.jotguard.servlet.BearerTokenFilter;
import io.github.jotguard.testing.TestIssuer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathBypassTest {

    private static TestIssuer issuer;
    private static JwtVerifier verifier;
    private static Container container;

    @BeforeAll
    static void start() throws Exception {
        issuer = TestIssuer.start();
        verifier = JwtVerifier.trusting(KnownIssuers.betterAuth(issuer.origin()).build());
        BearerTokenFilter filter = BearerTokenFilter.builder(verifier)
                .exclude(PathVariants.EXCLUDED)
                .build();
        container = Container.ofThisRun()
                .start(Application.behind(filter)
                        .page("/", Application.Page.marked("protected"))
                        .page("/admin/*", Application.Page.marked("protected"))
                        .page("/public/*", Application.Page.marked("open"))
                        .page("/health", Application.Page.marked("open"))
                        .page(Container.ERROR_PAGE, Application.Page.marked("error page")));
    }

    @AfterAll
    static void stop() {
        container.close();
        verifier.close();
        issuer.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "MADEUP"})
    void noVariantOfAPathGetsPastTheFilterWithoutToken(String method) throws IOException {
        List<String> bypasses = new ArrayList<>();
        for (String target : PathVariants.PROTECTED) {
            RawHttp.Answer answer = RawHttp.send(container.port(), method, target, "Content-Length: 0");
            if (reached(answer)) {
                bypasses.add(target + " -> " + answer.status() + " " + answer.header("X-Reached"));
            }
        }

        assertThat(bypasses).isEmpty();
    }

    /** The same with what reads paths again behind a method override or a rewrite. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-HTTP-Method-Override: OPTIONS",
                "X-Original-URL: /public/x",
                "X-Rewrite-URL: /public/x",
                "X-Forwarded-Prefix: /public",
                "X-Forwarded-User: admin",
                "Access-Control-Request-Method: GET"
            })
    void noHeaderOpensAPath(String header) throws IOException {
        RawHttp.Answer answer = RawHttp.send(container.port(), "GET", "/admin/x", header, "Origin: https://a.test");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(reached(answer)).isFalse();
    }

    @Test
    void aPreflightNeedsAToken() throws IOException {
        for (String target : List.of("/admin/x", "/", "/public/../admin/x")) {
            RawHttp.Answer answer = preflight(target);

            assertThat(answer.status()).as(target).isGreaterThanOrEqualTo(400);
            assertThat(reached(answer)).as(target).isFalse();
        }
    }

    /** Some servers answer it themselves (RFC 9110 §9.3.7), before any application. */
    @Test
    void aPreflightOfTheServerReachesNoApplication() throws IOException {
        assertThat(reached(preflight("*"))).isFalse();
    }

    private RawHttp.Answer preflight(String target) throws IOException {
        return RawHttp.send(
                container.port(), "OPTIONS", target, "Origin: https://a.test", "Access-Control-Request-Method: GET");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "MADEUP"})
    void excludedPathsNeedNoToken(String method) throws IOException {
        for (String target : PathVariants.OPEN) {
            RawHttp.Answer answer = RawHttp.send(container.port(), method, target, "Content-Length: 0");

            assertThat(answer.header("X-Reached")).as(target).isEqualTo("open");
        }
    }

    /** Without this, a server that answers nobody would pass the tests above. */
    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "MADEUP"})
    void protectedPathsAreReachedWithAToken(String method) throws IOException {
        for (String target : List.of("/", "/admin/x", "/publicX", "/healthz", "/x/public/y")) {
            RawHttp.Answer answer = RawHttp.send(
                    container.port(), method, target, "Content-Length: 0", "Authorization: Bearer " + issuer.token());

            assertThat(answer.header("X-Reached")).as(target).isEqualTo("protected");
        }
    }

    @Test
    void hasManyVariants() {
        assertThat(PathVariants.PROTECTED).hasSizeGreaterThanOrEqualTo(200).doesNotHaveDuplicates();
    }

    private static boolean reached(RawHttp.Answer answer) {
        String marker = answer.header("X-Reached");
        boolean marked = !marker.isEmpty() && !marker.equals("error page");
        return marked || answer.body().contains("protected") || answer.body().contains("open");
    }
}
