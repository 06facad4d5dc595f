package io.github.jotguard.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.dpop.DpopMode;
import io.github.jotguard.dpop.DpopSettings;
import io.github.jotguard.dpop.ReplayStore;
import io.github.jotguard.jwks.RemoteJwkSet;
import io.github.jotguard.testing.DpopFault;
import io.github.jotguard.testing.TestDpopKey;
import io.github.jotguard.testing.TestIssuer;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that are bound to a key, over HTTP (RFC 9449 §7, §9). */
class DpopFilterTest {

    private static final TestIssuer ISSUER = TestIssuer.start();
    private static final JwtVerifier VERIFIER =
            JwtVerifier.trusting(TrustedIssuer.builder(ISSUER.issuer(), RemoteJwkSet.at(ISSUER.jwksUri()))
                    .audience(ISSUER.audience())
                    .build());
    private static final TestDpopKey KEY = TestDpopKey.generate();
    private static final String BOUND = ISSUER.token(t -> t.boundTo(KEY));
    private static final String ALGS = "algs=\"EdDSA ES256 RS256 PS256\"";

    private final AtomicInteger recorded = new AtomicInteger();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final ReplayStore store = (id, until) -> {
        recorded.incrementAndGet();
        return seen.add(id);
    };

    @AfterAll
    static void stop() {
        VERIFIER.close();
        ISSUER.close();
    }

    private BearerTokenFilter.Builder filter(DpopMode mode) {
        return BearerTokenFilter.builder(VERIFIER)
                .dpop(DpopSettings.builder(mode).replayStore(store).build());
    }

    private static TomcatServer serving(Filter filter) {
        return TomcatServer.open()
                .filterForAllDispatches("jotguard", filter)
                .servlet("/me", new EchoServlet())
                .servlet("/.well-known/*", new EchoServlet())
                .start();
    }

    private static String uri(TomcatServer server, String path) {
        return server.request(path).build().uri().toString();
    }

    private static HttpRequest.Builder dpop(TomcatServer server, String path) {
        return server.request(path)
                .header("Authorization", "DPoP " + BOUND)
                .header("DPoP", KEY.proof("GET", uri(server, path), BOUND));
    }

    private static List<String> challenges(HttpResponse<String> response) {
        return response.headers().allValues("WWW-Authenticate");
    }

    private static void assertRejected(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).contains("\"code\":\"" + code + "\"");
    }

    @Test
    void letsABoundTokenThroughWithItsProof() {
        try (TomcatServer server = serving(filter(DpopMode.ACCEPT).build())) {
            HttpResponse<String> response = TomcatServer.send(dpop(server, "/me?x=1"));

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).contains("user=test-user", "type=DPoP");
            assertThat(response.headers().firstValue("DPoP-Nonce")).isEmpty();
            assertThat(response.headers().firstValue("Cache-Control")).isEmpty();
        }
    }

    @Test
    void takesTheSchemeInAnyCase() {
        try (TomcatServer server = serving(filter(DpopMode.ACCEPT).build())) {
            HttpResponse<String> response = TomcatServer.send(server.request("/me")
                    .header("authorization", "dpop " + BOUND)
                    .header("dpop", KEY.proof("GET", uri(server, "/me"), BOUND)));

            assertThat(response.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void rejectsBoundTokensByDefault() {
        try (TomcatServer server = serving(BearerTokenFilter.builder(VERIFIER).build())) {
            HttpResponse<String> underBearer = TomcatServer.send(
                    server.request("/me", BOUND).header("DPoP", KEY.proof("GET", uri(server, "/me"), BOUND)));
            HttpResponse<String> underDpop = TomcatServer.send(dpop(server, "/me"));

            assertRejected(underBearer, 401, "sender_constrained");
            assertThat(challenges(underBearer)).singleElement().asString().startsWith("Bearer realm=\"api\", error=");
            assertRejected(underDpop, 401, "missing_token");
            assertThat(challenges(underDpop)).containsExactly("Bearer realm=\"api\"");
        }
    }

    @Test
    void rejectsABoundTokenUnderBearerWithADpopChallenge() {
        try (TomcatServer server = serving(filter(DpopMode.ACCEPT).build())) {
            HttpResponse<String> response = TomcatServer.send(
                    server.request("/me", BOUND).header("DPoP", KEY.proof("GET", uri(server, "/me"), BOUND)));

            assertRejected(response, 401, "sender_constrained");
            assertThat(challenges(response)).hasSize(2);
            assertThat(challenges(response).get(0))
                    .startsWith("DPoP realm=\"api\", error=\"invalid_token\"")
                    .endsWith(ALGS);
            assertThat(challenges(response).get(1)).isEqualTo("Bearer realm=\"api\"");
            assertThat(recorded).hasValue(0);
        }
    }

    @Test
    void announcesBothSchemes() {
        try (TomcatServer server = serving(filter(DpopMode.ACCEPT).build())) {
            HttpResponse<String> response = TomcatServer.send(server.request("/me"));

            assertThat(challenges(response)).containsExactly("Bearer realm=\"api\"", "DPoP realm=\"api\", " + ALGS);
        }
        try (TomcatServer server = serving(filter(DpopMode.REQUIRE).build())) {
            assertThat(challenges(TomcatServer.send(server.request("/me"))))
                    .containsExactly("DPoP realm=\"api\", " + ALGS);
        }
    }

    @Test
    void letsUnboundTokensThroughUnderBearerUnlessBindingIsRequired() {
        String unbound = ISSUER.token();
        try (TomcatServer server = serving(filter(DpopMode.ACCEPT).build())) {
            assertThat(TomcatServer.send(server.request("/me", unbound)
                                    .header("DPoP", "one")
                                    .header("DPoP", "two"))
                            .body())
                    .contains("type=Bearer");
            HttpResponse<String> underDpop = TomcatServer.send(server.request("/me")
                    .header("Authorization", "DPoP " + unbound)
                    .header("DPoP", KEY.proof("GET", uri(server, "/me"), unbound)));
            assertRejected(underDpop, 401, "not_bound");
            assertThat(challenges(underDpop).get(0)).startsWith("DPoP realm=\"api\", error=\"invalid_token\"");
        }
        try (TomcatServer server = serving(filter(DpopMode.REQUIRE).build())) {
            assertRejected(TomcatServer.send(server.request("/me", unbound)), 401, "not_bound");
            assertThat(TomcatServer.send(dpop(server, "/me")).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void rejectsEveryFault() {
        try (TomcatServer server = serving(filter(DpopMode.ACCEPT).build())) {
            for (DpopFault fault : DpopFault.values()) {
                String proof = KEY.proof("GET", uri(server, "/me"), BOUND, fault);
                HttpResponse<String> response = TomcatServer.send(server.request("/me")
                        .header("Authorization", "DPoP " + BOUND)
                        .header("DPoP", proof));

                assertThat(response.statusCode()).as(fault.name()).isEqualTo(401);
                String error = fault == DpopFault.OTHER_KEY ? "invalid_token" : "invalid_dpop_proof";
                assertThat(challenges(response).get(0)).startsWith("DPoP realm=\"api\", error=\"" + error + "\"");
                assertThat(response.body()).doesNotContain(proof, "htu", "https");
            }
            assertThat(recorded).hasValue(0);
        }
    }

    @Test
    void rejectsNoProofAndSeveral() {
        try (TomcatServer server = serving(filter(DpopMode.ACCEPT).build())) {
            String proof = KEY.proof("GET", uri(server, "/me"), BOUND);
            String other = KEY.proof("GET", uri(server, "/me"), BOUND);
            HttpRequest.Builder none = server.request("/me").header("Authorization", "DPoP " + BOUND);

            assertRejected(TomcatServer.send(none), 401, "invalid_dpop_proof");
            assertRejected(
                    TomcatServer.send(none.copy().header("DPoP", proof).header("DPoP", other)),
                    401,
                    "invalid_dpop_proof");
            assertRejected(
                    TomcatServer.send(none.copy().header("DPoP", proof + ", " + other)), 401, "invalid_dpop_proof");
            assertRejected(TomcatServer.send(none.copy().header("DPoP", "")), 401, "invalid_dpop_proof");
            assertThat(recorded).hasValue(0);
        }
    }

    @Test
    void rejectsAReplay() {
        try (TomcatServer server = serving(filter(DpopMode.ACCEPT).build())) {
            HttpRequest.Builder request = dpop(server, "/me");

            assertThat(TomcatServer.send(request).statusCode()).isEqualTo(200);
            assertRejected(TomcatServer.send(request), 401, "invalid_dpop_proof");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ACCEPT", "REQUIRE"})
    void takesNoProofForATokenOfACookie(DpopMode mode) {
        try (TomcatServer server = serving(filter(mode).alsoFromCookie("token").build())) {
            HttpResponse<String> response = TomcatServer.send(server.request("/me")
                    .header("Cookie", "token=" + BOUND)
                    .header("DPoP", KEY.proof("GET", uri(server, "/me"), BOUND)));

            assertRejected(response, 401, "sender_constrained");
        }
    }

    @Test
    void rejectsTwoCredentialsAndAMalformedOne() {
        try (TomcatServer server = serving(filter(DpopMode.ACCEPT).build())) {
            assertRejected(
                    TomcatServer.send(dpop(server, "/me").header("Authorization", "Bearer " + ISSUER.token())),
                    400,
                    "invalid_request");
            HttpResponse<String> malformed =
                    TomcatServer.send(server.request("/me").header("Authorization", "DPoP a b"));
            assertRejected(malformed, 400, "invalid_request");
            assertThat(challenges(malformed)).singleElement().asString().startsWith("DPoP ");
        }
    }

    @Test
    void answers503IfTheReplayStoreFails() {
        BearerTokenFilter filter = BearerTokenFilter.builder(VERIFIER)
                .dpop(DpopSettings.builder(DpopMode.ACCEPT)
                        .replayStore((id, until) -> {
                            throw new IllegalStateException("secret");
                        })
                        .build())
                .build();
        try (TomcatServer server = serving(filter)) {
            HttpResponse<String> response = TomcatServer.send(dpop(server, "/me"));

            assertRejected(response, 503, "temporarily_unavailable");
            assertThat(response.headers().firstValue("Retry-After")).isPresent();
            assertThat(challenges(response)).isEmpty();
            assertThat(response.body()).doesNotContain("secret");
        }
    }

    @Test
    void asksForANonceAndGivesTheNextOne() {
        BearerTokenFilter filter = BearerTokenFilter.builder(VERIFIER)
                .dpop(DpopSettings.builder(DpopMode.ACCEPT).requireNonce().build())
                .build();
        try (TomcatServer server = serving(filter)) {
            HttpResponse<String> first = TomcatServer.send(dpop(server, "/me"));
            String nonce = first.headers().firstValue("DPoP-Nonce").orElseThrow();

            assertRejected(first, 401, "use_dpop_nonce");
            assertThat(challenges(first).get(0)).startsWith("DPoP realm=\"api\", error=\"use_dpop_nonce\"");
            HttpResponse<String> second = TomcatServer.send(server.request("/me")
                    .header("Authorization", "DPoP " + BOUND)
                    .header("DPoP", KEY.proof("GET", uri(server, "/me"), BOUND, p -> p.nonce(nonce))));
            assertThat(second.statusCode()).isEqualTo(200);
            assertThat(second.headers().firstValue("DPoP-Nonce")).isPresent();
            assertThat(second.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(TomcatServer.send(server.request("/me")).headers().firstValue("DPoP-Nonce"))
                    .isPresent();
            HttpResponse<String> bearer = TomcatServer.send(server.request("/me", ISSUER.token()));
            assertThat(bearer.statusCode()).isEqualTo(200);
            assertThat(bearer.headers().firstValue("DPoP-Nonce")).isEmpty();
        }
    }

    @Test
    void challengesUnderTheSchemeForAMissingScope() {
        try (TomcatServer server =
                serving(filter(DpopMode.ACCEPT).requireScope("admin").build())) {
            HttpResponse<String> response = TomcatServer.send(dpop(server, "/me"));

            assertRejected(response, 403, "insufficient_scope");
            assertThat(challenges(response))
                    .singleElement()
                    .asString()
                    .startsWith("DPoP realm=\"api\", error=\"insufficient_scope\"")
                    .contains("scope=\"admin\"", ALGS);
        }
    }

    @Test
    void comparesWithTheOriginOfTheResource() {
        BearerTokenFilter filter =
                filter(DpopMode.REQUIRE).resource("https://api.example.com/me").build();
        try (TomcatServer server = serving(filter)) {
            HttpRequest.Builder request = server.request("/me").header("Authorization", "DPoP " + BOUND);

            assertThat(TomcatServer.send(request.copy()
                                    .header("DPoP", KEY.proof("GET", "https://api.example.com/me", BOUND)))
                            .statusCode())
                    .isEqualTo(200);
            assertRejected(
                    TomcatServer.send(request.copy().header("DPoP", KEY.proof("GET", uri(server, "/me"), BOUND))),
                    401,
                    "invalid_dpop_proof");
            assertThat(TomcatServer.send(server.request("/.well-known/oauth-protected-resource/me"))
                            .body())
                    .contains("\"dpop_signing_alg_values_supported\":[\"EdDSA\",\"ES256\",\"RS256\",\"PS256\"]")
                    .contains("\"dpop_bound_access_tokens_required\":true");
        }
    }

    @Test
    void prefersAPublicOriginOfItsOwn() {
        BearerTokenFilter filter = BearerTokenFilter.builder(VERIFIER)
                .resource("https://resource.example.com/me")
                .dpop(DpopSettings.builder(DpopMode.ACCEPT)
                        .publicOrigin("https://api.example.com")
                        .build())
                .build();
        try (TomcatServer server = serving(filter)) {
            assertThat(TomcatServer.send(server.request("/me")
                                    .header("Authorization", "DPoP " + BOUND)
                                    .header("DPoP", KEY.proof("GET", "https://api.example.com/me", BOUND)))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void looksAtNoProofOnExcludedPaths() {
        try (TomcatServer server =
                serving(filter(DpopMode.REQUIRE).exclude("/me").build())) {
            assertThat(TomcatServer.send(dpop(server, "/me")).body()).contains("user=null");
            assertThat(recorded).hasValue(0);
        }
    }

    /** A proof is for the URI that the client has sent, and counts once, whatever dispatches follow. */
    @ParameterizedTest
    @ValueSource(
            strings = {"forward", "include", "async", "forward,forward", "include,include", "async,forward", "error"})
    void checksAProofOnceWhateverDispatchesFollow(String steps) {
        for (String excluded : List.of("/none", "/start", "/start /next")) {
            BearerTokenFilter filter =
                    filter(DpopMode.ACCEPT).exclude(excluded.split(" ")).build();
            try (TomcatServer server = TomcatServer.open()
                    .filterForAllDispatches("jotguard", filter)
                    .servlet("/start", new DispatchingServlet())
                    .servlet("/next", new DispatchingServlet())
                    .servlet("/me", new EchoServlet())
                    .start()) {
                recorded.set(0);
                HttpResponse<String> response = TomcatServer.send(dpop(server, "/start?" + steps));

                assertThat(response.statusCode()).as(response.body()).isEqualTo(steps.equals("error") ? 418 : 200);
                if (!steps.equals("error")) {
                    assertThat(response.body()).contains("user=test-user");
                    assertThat(recorded).hasValue(1);
                }
            }
        }
    }

    /** Dispatches to the next step of the query, and to the echo at the end. */
    private static final class DispatchingServlet extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            String[] steps = request.getQueryString().split(",");
            Integer done = (Integer) request.getAttribute("done");
            int at = done == null ? 0 : done;
            request.setAttribute("done", at + 1);
            String target = at + 1 < steps.length ? "/next" : "/me";
            switch (steps[at]) {
                case "forward" -> request.getRequestDispatcher(target).forward(request, response);
                case "include" -> request.getRequestDispatcher(target).include(request, response);
                case "async" -> request.startAsync().dispatch(target);
                default -> response.sendError(418);
            }
        }
    }

    /** A rejected include is left out; the page that includes another finds its proof unused. */
    @Test
    void checksAProofOfARequestWhoseFirstIncludeIsRejected() {
        BearerTokenFilter filter = filter(DpopMode.ACCEPT)
                .exclude("/start")
                .requireScopeAt("/admin", "admin")
                .build();
        try (TomcatServer server = TomcatServer.open()
                .filterForAllDispatches("jotguard", filter)
                .servlet("/start", new IncludingServlet())
                .servlet("/admin", new EchoServlet())
                .servlet("/me", new EchoServlet())
                .start()) {
            HttpResponse<String> response = TomcatServer.send(dpop(server, "/start"));

            assertThat(response.body()).containsOnlyOnce("user=test-user");
            assertThat(recorded).hasValue(1);
        }
    }

    private static final class IncludingServlet extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            request.getRequestDispatcher("/admin").include(request, response);
            request.getRequestDispatcher("/me").include(request, response);
        }
    }

    @Test
    void recordsAProofOnceForTwoFiltersWithOneStore() {
        try (TomcatServer server = TomcatServer.open()
                .filterForAllDispatches("first", filter(DpopMode.ACCEPT).build())
                .filterForAllDispatches("second", filter(DpopMode.REQUIRE).build())
                .servlet("/me", new EchoServlet())
                .start()) {
            HttpRequest.Builder request = dpop(server, "/me");

            assertThat(TomcatServer.send(request).statusCode()).isEqualTo(200);
            assertThat(recorded).hasValue(1);
            assertThat(TomcatServer.send(request).statusCode()).isEqualTo(401);
        }
    }

    /** The container names the path of the first page if the filter is not mapped to it. */
    @ParameterizedTest
    @CsvSource({"forward, 200", "async, 200"})
    void findsTheUriOfTheClientInAttributesOfTheContainer(String step, int status) {
        Filter late = new Filter() {
            private final Filter filter = filter(DpopMode.ACCEPT).build();

            @Override
            public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                    throws IOException, ServletException {
                if (((HttpServletRequest) request).getRequestURI().equals("/start")) {
                    chain.doFilter(request, response);
                } else {
                    filter.doFilter(request, response, chain);
                }
            }
        };
        try (TomcatServer server = TomcatServer.open()
                .filterForAllDispatches("late", late)
                .servlet("/start", new DispatchingServlet())
                .servlet("/me", new EchoServlet())
                .start()) {
            assertThat(TomcatServer.send(dpop(server, "/start?" + step)).statusCode())
                    .isEqualTo(status);
        }
    }
}
