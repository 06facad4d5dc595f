package io.github.jotguard.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.KeysUnavailableException;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.VerificationKeys;
import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.issuers.KnownIssuers;
import io.github.jotguard.jwks.RemoteJwkSet;
import io.github.jotguard.servlet.AuthenticationAttempt.Outcome;
import io.github.jotguard.testing.TestIssuer;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.Principal;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.catalina.filters.CorsFilter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokenFilterTest {

    private static final String SECRET_TEXT = "user=";

    private static TestIssuer issuer;
    private static JwtVerifier verifier;

    private final EchoServlet application = new EchoServlet();

    @BeforeAll
    static void start() {
        issuer = TestIssuer.start();
        verifier = JwtVerifier.trusting(KnownIssuers.betterAuth(issuer.origin()).build());
    }

    @AfterAll
    static void stop() {
        verifier.close();
        issuer.close();
    }

    @Test
    void letsAGoodTokenThroughAndNamesItsSubject() {
        try (TomcatServer server = serving(filter -> filter.rolesFrom("scope"))) {
            HttpResponse<String> answer = TomcatServer.send(
                    server.request("/api", issuer.token(t -> t.subject("u1").scope("reader", "writer"))));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("user=u1 principal=u1 type=Bearer reader=true jwt=u1");
        }
    }

    @Test
    void challengesWithoutErrorWhereThereIsNoToken() {
        try (TomcatServer server = serving(UnaryOperator.identity())) {
            HttpResponse<String> answer = TomcatServer.send(server.request("/api"));

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().allValues("WWW-Authenticate")).containsExactly("Bearer realm=\"api\"");
            assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(answer.body())
                    .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Unauthorized\",\"status\":401,"
                            + "\"code\":\"missing_token\",\"detail\":\"A bearer token is required\"}");
            assertThat(application.calls()).isZero();
        }
    }

    @Test
    void saysWhyATokenIsRejectedInAFixedText() {
        try (TomcatServer server = serving(filter -> filter.realm("cases"))) {
            HttpResponse<String> answer =
                    TomcatServer.send(server.request("/api", issuer.token(t -> t.expiresIn(Duration.ofHours(-1)))));

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().allValues("WWW-Authenticate"))
                    .containsExactly("Bearer realm=\"cases\", error=\"invalid_token\","
                            + " error_description=\"The token has expired\"");
            assertThat(answer.body()).contains("\"code\":\"expired\"", "\"detail\":\"The token has expired\"");
        }
    }

    @Test
    void answersTwoTokensAndBadSyntaxWith400() {
        try (TomcatServer server = serving(UnaryOperator.identity())) {
            HttpResponse<String> two = TomcatServer.send(
                    server.request("/api", issuer.token()).header("Authorization", "Bearer " + issuer.token()));
            HttpResponse<String> malformed = TomcatServer.send(server.request("/api", "a,b"));

            assertThat(two.statusCode()).isEqualTo(400);
            assertThat(two.body()).contains("\"code\":\"invalid_request\"", "\"title\":\"Bad Request\"");
            assertThat(malformed.statusCode()).isEqualTo(400);
            assertThat(malformed.headers().firstValue("WWW-Authenticate"))
                    .contains("Bearer realm=\"api\", error=\"invalid_request\","
                            + " error_description=\"The Authorization header is malformed\"");
        }
    }

    @Test
    void echoesNothingOfARejectedToken() {
        try (TomcatServer server = serving(UnaryOperator.identity())) {
            String token = issuer.token(
                    t -> t.subject("marked-subject").keyId("marked-kid").audience("marked-audience"));
            HttpResponse<String> answer = TomcatServer.send(server.request("/marked-path?marked=query", token));

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body() + answer.headers().map()).doesNotContain("marked", token, token.split("\\.")[2]);
        }
    }

    @Test
    void looksForTokensNeitherInTheQueryNorInTheFormNorInOtherHeaders() {
        try (TomcatServer server = serving(UnaryOperator.identity())) {
            String token = issuer.token();
            HttpRequest.Builder request = server.request("/api?access_token=" + token)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header("X-Access-Token", token)
                    .header("Cookie", "access_token=" + token)
                    .POST(BodyPublishers.ofString("access_token=" + token));

            assertThat(TomcatServer.send(request).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void takesACookieWhereItIsToldTo() {
        try (TomcatServer server = serving(filter -> filter.alsoFromCookie("session"))) {
            HttpRequest.Builder request =
                    server.request("/api").header("Cookie", "session=" + issuer.token(t -> t.subject("u1")));

            assertThat(TomcatServer.send(request).body()).contains("user=u1");
        }
    }

    @Test
    void answers503WithRetryAfterWhereTheKeysCannotBeHad() {
        VerificationKeys down = header -> {
            throw new KeysUnavailableException("down", Duration.ofMillis(6_001), null);
        };
        try (TomcatServer server = servingWith(verifierOf(down))) {
            HttpResponse<String> answer = TomcatServer.send(server.request("/api", issuer.token()));

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("7");
            assertThat(answer.headers().firstValue("WWW-Authenticate")).isEmpty();
            assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(answer.body()).contains("\"code\":\"keys_unavailable\"");
            assertThat(application.calls()).isZero();
        }
    }

    static List<Throwable> failures() {
        return List.of(
                new IllegalStateException("marked"),
                new StackOverflowError("marked"),
                new OutOfMemoryError("marked"),
                new NoClassDefFoundError("marked"),
                new AssertionError("marked"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void staysClosedWhateverTheKeySourceThrows(Throwable failure) {
        VerificationKeys broken = header -> {
            throw BearerTokenFilterTest.<RuntimeException>undeclared(failure);
        };
        try (TomcatServer server = servingWith(verifierOf(broken))) {
            HttpResponse<String> answer = TomcatServer.send(server.request("/api", issuer.token()));

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(answer.body()).doesNotContain("marked", SECRET_TEXT);
            assertThat(application.calls()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("failures")
    void staysClosedWhateverTheUserLookUpThrows(Throwable failure) {
        try (TomcatServer server = serving(filter -> filter.principal(jwt -> {
            throw BearerTokenFilterTest.<RuntimeException>undeclared(failure);
        }))) {
            HttpResponse<String> answer = TomcatServer.send(server.request("/api", issuer.token()));

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("5");
            assertThat(answer.body())
                    .contains("\"code\":\"temporarily_unavailable\"")
                    .doesNotContain("marked");
            assertThat(application.calls()).isZero();
        }
    }

    @Test
    void turnsTheTokenIntoTheApplicationsOwnUser() {
        try (TomcatServer server = serving(filter -> filter.principal(BearerTokenFilterTest::userOf))) {
            HttpResponse<String> answer = TomcatServer.send(
                    server.request("/api", issuer.token(t -> t.subject("u1").email("known@example.test"))));

            assertThat(answer.body()).contains("user=Known", "principal=Known", "jwt=u1");
        }
    }

    @Test
    void rejectsATokenWithoutUser() {
        try (TomcatServer server = serving(filter -> filter.principal(BearerTokenFilterTest::userOf))) {
            HttpResponse<String> answer = TomcatServer.send(server.request("/api", issuer.token()));

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                    .contains("error=\"invalid_token\"");
            assertThat(answer.body()).contains("\"code\":\"user_not_found\"");
            assertThat(application.calls()).isZero();
        }
    }

    @Test
    void rejectsALookUpThatGivesNull() {
        try (TomcatServer server = serving(filter -> filter.principal(jwt -> null))) {
            assertThat(TomcatServer.send(server.request("/api", issuer.token())).body())
                    .contains("user_not_found");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent", "", " "})
    void takesATokenThatNamesNobodyForNoUser(String subject) {
        JwtVerifier lenient =
                JwtVerifier.trusting(TrustedIssuer.builder(issuer.issuer(), RemoteJwkSet.at(issuer.jwksUri()))
                        .audience(issuer.audience())
                        .build());
        try (TomcatServer server = servingWith(lenient)) {
            String token = issuer.token(t -> {
                if (subject.equals("absent")) {
                    t.withoutClaim("sub");
                } else {
                    t.subject(subject);
                }
            });

            assertThat(TomcatServer.send(server.request("/api", token)).body()).contains("user_not_found");
        } finally {
            lenient.close();
        }
    }

    @Test
    void mapsRejectionsToOtherStatusesAndTexts() {
        ErrorResponder responder = rejection -> switch (rejection.code()) {
            case "missing_token" -> rejection.withDetail("Authentication required");
            case "expired" -> rejection.withDetail("Token expired. Please log in again");
            case "user_not_found" -> rejection.withStatus(404).withDetail("User not found");
            case "malformed" -> rejection.withBody("application/json", "{\"error\":\"no\"}");
            default -> rejection;
        };
        try (TomcatServer server = serving(
                filter -> filter.principal(BearerTokenFilterTest::userOf).onError(responder))) {
            assertThat(TomcatServer.send(server.request("/api")).body())
                    .contains("\"detail\":\"Authentication required\"");
            assertThat(TomcatServer.send(server.request("/api", issuer.token(t -> t.expiresIn(Duration.ofHours(-1)))))
                            .body())
                    .contains("\"code\":\"expired\",\"detail\":\"Token expired. Please log in again\"");

            HttpResponse<String> unknown = TomcatServer.send(server.request("/api", issuer.token()));
            assertThat(unknown.statusCode()).isEqualTo(404);
            assertThat(unknown.headers().firstValue("WWW-Authenticate")).isEmpty();
            assertThat(unknown.body())
                    .contains("\"title\":\"Not Found\",\"status\":404", "\"detail\":\"User not found\"");

            HttpResponse<String> malformed = TomcatServer.send(server.request("/api", "nonsense"));
            assertThat(malformed.statusCode()).isEqualTo(401);
            assertThat(malformed.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("application/json");
            assertThat(malformed.body()).isEqualTo("{\"error\":\"no\"}");
        }
    }

    /** The type arguments of a function that comes from a servlet context are not checked. */
    @Test
    @SuppressWarnings("unchecked")
    void answers503IfAUserIsNoPrincipal() {
        Function<VerifiedJwt, ?> texts = jwt -> Optional.of(jwt.subject());
        Function<VerifiedJwt, Optional<Principal>> wrong = (Function<VerifiedJwt, Optional<Principal>>) texts;
        try (TomcatServer server = serving(filter -> filter.principal(wrong))) {
            HttpResponse<String> answer = TomcatServer.send(server.request("/api", issuer.token()));

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("temporarily_unavailable");
        }
    }

    @Test
    void givesTheStandardAnswerWhereTheResponderFails() {
        try (TomcatServer throwing = serving(filter -> filter.onError(rejection -> {
                    throw new IllegalStateException();
                }));
                TomcatServer incomplete = serving(filter -> filter.onError(rejection -> {
                    throw new NoClassDefFoundError("of the responder");
                }));
                TomcatServer nothing = serving(filter -> filter.onError(rejection -> null))) {
            assertThat(TomcatServer.send(throwing.request("/api")).body()).contains("missing_token");
            assertThat(TomcatServer.send(incomplete.request("/api")).body()).contains("missing_token");
            assertThat(TomcatServer.send(nothing.request("/api")).body()).contains("missing_token");
        }
    }

    /** RFC 6750 §3: a client without a usable token learns at once which scopes to ask for. */
    @Test
    void namesTheScopesOfThePathInTheChallengeOf401() {
        try (TomcatServer server = serving(filter -> filter.requireScope("use").requireScopeAt("/admin/*", "admin"))) {
            HttpResponse<String> none = TomcatServer.send(server.request("/api"));
            HttpResponse<String> expired =
                    TomcatServer.send(server.request("/admin/x", issuer.token(t -> t.expiresIn(Duration.ofHours(-1)))));

            assertThat(none.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"api\", scope=\"use\"");
            assertThat(expired.headers().firstValue("WWW-Authenticate").orElseThrow())
                    .startsWith("Bearer realm=\"api\", error=\"invalid_token\"")
                    .endsWith(", scope=\"admin use\"");
        }
    }

    @Test
    void demandsScopesEverywhereAndAtPaths() {
        try (TomcatServer server = serving(filter -> filter.requireScope("use").requireScopeAt("/admin/*", "admin"))) {
            HttpResponse<String> none = TomcatServer.send(server.request("/api", issuer.token()));
            HttpResponse<String> some =
                    TomcatServer.send(server.request("/admin/x", issuer.token(t -> t.scope("use"))));

            assertThat(none.statusCode()).isEqualTo(403);
            assertThat(none.headers().firstValue("WWW-Authenticate"))
                    .contains("Bearer realm=\"api\", error=\"insufficient_scope\","
                            + " error_description=\"The token lacks a required scope\", scope=\"use\"");
            assertThat(none.body()).contains("\"code\":\"insufficient_scope\"", "\"title\":\"Forbidden\"");
            assertThat(some.statusCode()).isEqualTo(403);
            assertThat(some.headers().firstValue("WWW-Authenticate").orElseThrow())
                    .endsWith("scope=\"admin use\"");
            assertThat(statusOf(server, "/api", "use")).isEqualTo(200);
            assertThat(statusOf(server, "/admin/x", "use", "admin")).isEqualTo(200);
            assertThat(statusOf(server, "/ADMIN/x", "use")).isEqualTo(403);
            assertThat(statusOf(server, "/admin;x=1/x", "use")).isEqualTo(403);
            assertThat(statusOf(server, "/%61dmin", "use")).isEqualTo(403);
        }
    }

    @Test
    void readsScopesAndRolesFromOtherClaims() {
        try (TomcatServer server = serving(filter -> filter.scopeFrom("scp")
                .requireScope("use")
                .rolesFrom("groups", "realm_access.roles", "https://x.test/roles"))) {
            for (String claim : List.of("groups", "realm_access", "https://x.test/roles")) {
                Object roles = claim.equals("realm_access") ? Map.of("roles", List.of("reader")) : List.of("reader");
                String token = issuer.token(t -> t.claim("scp", List.of("use")).claim(claim, roles));

                assertThat(TomcatServer.send(server.request("/api", token)).body())
                        .contains("reader=true");
            }
        }
    }

    @Test
    void grantsNoRoleForClaimsOfOtherTypes() {
        try (TomcatServer server = serving(filter -> filter.rolesFrom("roles", "realm.roles"))) {
            for (Object roles :
                    List.of(1, true, List.of("reader", 1), Map.of("reader", "reader"), "Reader", "readers")) {
                String token = issuer.token(t -> t.claim("roles", roles).claim("realm", "reader"));

                assertThat(TomcatServer.send(server.request("/api", token)).body())
                        .contains("reader=false");
            }
        }
    }

    @Test
    void letsNobodyThroughOnOptionalPathsButNoBadToken() {
        try (TomcatServer server = serving(filter -> filter.optional("/feed/*"))) {
            assertThat(TomcatServer.send(server.request("/feed/1")).body()).startsWith("user=null principal=null");
            assertThat(TomcatServer.send(server.request("/feed/1", issuer.token(t -> t.subject("u1"))))
                            .body())
                    .startsWith("user=u1");
            assertThat(TomcatServer.send(server.request("/feed/1", "nonsense")).statusCode())
                    .isEqualTo(401);
            assertThat(TomcatServer.send(server.request("/feed/1", "a,b")).statusCode())
                    .isEqualTo(400);
            assertThat(TomcatServer.send(server.request("/feed;x/1")).statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void looksAtNoTokenOnExcludedPaths() {
        try (TomcatServer server = serving(filter -> filter.exclude("/health"))) {
            assertThat(TomcatServer.send(server.request("/health", "nonsense")).body())
                    .contains("user=null", "jwt=nobody");
            assertThat(TomcatServer.send(server.request("/healthz")).statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void rejectsAPreflightWithoutToken() {
        try (TomcatServer server = serving(UnaryOperator.identity())) {
            HttpResponse<String> answer = TomcatServer.send(preflight(server));

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).contains("missing_token");
            assertThat(application.calls()).isZero();
        }
    }

    @Test
    void leavesPreflightsToACorsFilterBeforeIt() {
        CorsFilter cors = new CorsFilter();
        BearerTokenFilter filter = BearerTokenFilter.builder(verifier).build();
        try (TomcatServer server = TomcatServer.with(oneAfterTheOther(allowing(cors), filter))
                .servlet("/*", application)
                .start()) {
            HttpResponse<String> preflight = TomcatServer.send(preflight(server));
            assertThat(preflight.statusCode()).isEqualTo(200);
            assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains("https://app.example.test");
            assertThat(application.calls()).isZero();

            HttpResponse<String> rejection =
                    TomcatServer.send(server.request("/api").header("Origin", "https://app.example.test"));
            assertThat(rejection.statusCode()).isEqualTo(401);
            assertThat(rejection.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains("https://app.example.test");

            HttpResponse<String> stranger = TomcatServer.send(server.request("/api")
                    .method("OPTIONS", BodyPublishers.noBody())
                    .header("Origin", "https://evil.example.test")
                    .header("Access-Control-Request-Method", "DELETE"));
            assertThat(stranger.statusCode()).isEqualTo(403);
            assertThat(application.calls()).isZero();
        }
    }

    /** The container's own, with settings that a container would give it. */
    private static Filter allowing(CorsFilter cors) {
        Map<String, String> parameters = Map.of(
                CorsFilter.PARAM_CORS_ALLOWED_ORIGINS,
                "https://app.example.test",
                CorsFilter.PARAM_CORS_ALLOWED_METHODS,
                "GET,DELETE,OPTIONS");
        try {
            cors.init(new FilterSettings(parameters));
        } catch (ServletException failure) {
            throw new IllegalStateException(failure);
        }
        return cors;
    }

    private record FilterSettings(Map<String, String> parameters) implements FilterConfig {

        @Override
        public String getFilterName() {
            return "cors";
        }

        @Override
        public ServletContext getServletContext() {
            throw new UnsupportedOperationException();
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

    @Test
    void answersHeadWithHeadersAlone() {
        try (TomcatServer server = serving(UnaryOperator.identity())) {
            HttpResponse<String> whole = TomcatServer.send(server.request("/api"));
            HttpResponse<String> answer =
                    TomcatServer.send(server.request("/api").method("HEAD", BodyPublishers.noBody()));

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
            assertThat(answer.headers().firstValueAsLong("Content-Length"))
                    .hasValue(whole.body().length());
            assertThat(answer.body()).isEmpty();
        }
    }

    @Test
    void tellsListenersHowEachRequestWentWithoutToken() {
        List<AuthenticationAttempt> attempts = new CopyOnWriteArrayList<>();
        try (TomcatServer server = serving(filter -> filter.exclude("/health")
                .optional("/feed")
                .requireScopeAt("/admin", "admin")
                .listener(attempts::add)
                .listener(attempt -> {
                    throw new IllegalStateException();
                }))) {
            String token = issuer.token(t -> t.subject("u\n1"));
            TomcatServer.send(server.request("/api?secret=query", token));
            TomcatServer.send(server.request("/admin", token));
            TomcatServer.send(server.request("/feed"));
            TomcatServer.send(server.request("/api").DELETE());
            TomcatServer.send(server.request(
                    "/" + "x".repeat(1_000), issuer.token(t -> t.subject("u1").audience("other"))));
            TomcatServer.send(server.request("/health", token));

            assertThat(attempts)
                    .containsExactly(
                            attempt(Outcome.ACCEPTED, null, "u\n1", "GET", "/api"),
                            attempt(Outcome.REJECTED, "insufficient_scope", "u\n1", "GET", "/admin"),
                            attempt(Outcome.ANONYMOUS, null, null, "GET", "/feed"),
                            attempt(Outcome.REJECTED, "missing_token", null, "DELETE", "/api"),
                            attempt(Outcome.REJECTED, "wrong_audience", null, "GET", "/" + "x".repeat(1_000)));
            assertThat(attempts.get(0).subject()).hasValue("u\\u000a1");
            assertThat(attempts.get(4).path()).isEqualTo("/" + "x".repeat(199) + "...");
        }
    }

    @Test
    void tellsListenersThatItCouldNotTell() {
        List<AuthenticationAttempt> attempts = new CopyOnWriteArrayList<>();
        try (TomcatServer server =
                serving(filter -> filter.listener(attempts::add).principal(jwt -> {
                    throw new IllegalStateException();
                }))) {
            TomcatServer.send(server.request("/api", issuer.token(t -> t.subject("u1"))));

            assertThat(attempts)
                    .containsExactly(attempt(Outcome.UNAVAILABLE, "temporarily_unavailable", "u1", "GET", "/api"));
        }
    }

    @Test
    void judgesARequestOnceWhereItIsMappedTwice() {
        AtomicInteger lookUps = new AtomicInteger();
        BearerTokenFilter filter = BearerTokenFilter.builder(verifier)
                .principal(jwt -> {
                    lookUps.incrementAndGet();
                    return JwtPrincipal.of(jwt);
                })
                .build();
        try (TomcatServer server = TomcatServer.with(oneAfterTheOther(filter, filter))
                .servlet("/*", application)
                .start()) {
            assertThat(TomcatServer.send(server.request("/api", issuer.token(t -> t.subject("u1"))))
                            .body())
                    .startsWith("user=u1");
            assertThat(lookUps).hasValue(1);
        }
    }

    @Test
    void doesNotTakeOverWhatAnotherFilterFoundOut() {
        try (TestIssuer other = TestIssuer.start();
                JwtVerifier otherVerifier = JwtVerifier.trusting(
                        KnownIssuers.betterAuth(other.origin()).build())) {
            BearerTokenFilter first = BearerTokenFilter.builder(otherVerifier).build();
            BearerTokenFilter second = BearerTokenFilter.builder(verifier).build();
            try (TomcatServer server = TomcatServer.with(oneAfterTheOther(first, second))
                    .servlet("/*", application)
                    .start()) {
                assertThat(TomcatServer.send(server.request("/api", other.token()))
                                .body())
                        .contains("wrong_issuer");
                assertThat(TomcatServer.send(server.request("/api", issuer.token()))
                                .body())
                        .contains("wrong_issuer");
                assertThat(application.calls()).isZero();
            }
        }
    }

    @Test
    void removesATokenThatSomethingBeforeItHasLeftBehind() {
        VerifiedJwt leftBehind = verifier.verify(issuer.token(t -> t.subject("u1")));
        BearerTokenFilter filter =
                BearerTokenFilter.builder(verifier).optional("/feed").build();
        Filter before = (request, response, chain) -> {
            request.setAttribute(VerifiedJwt.class.getName(), leftBehind);
            chain.doFilter(request, response);
        };
        try (TomcatServer server = TomcatServer.with(oneAfterTheOther(before, filter))
                .servlet("/*", application)
                .start()) {
            assertThat(TomcatServer.send(server.request("/feed")).body()).endsWith("jwt=nobody");
        }
    }

    @Test
    void leavesAFormToTheApplication() {
        BearerTokenFilter filter = BearerTokenFilter.builder(verifier).build();
        HttpServlet form = new HttpServlet() {
            private static final long serialVersionUID = 1L;

            @Override
            protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
                response.getWriter().write(request.getParameter("access_token"));
            }
        };
        try (TomcatServer server = TomcatServer.with(filter).servlet("/*", form).start()) {
            HttpRequest.Builder request = server.request("/api", issuer.token())
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString("access_token=of+the+application"));

            assertThat(TomcatServer.send(request).body()).isEqualTo("of the application");
        }
    }

    private static Filter oneAfterTheOther(Filter first, Filter second) {
        return (request, response, chain) -> first.doFilter(
                request, response, (nextRequest, nextResponse) -> second.doFilter(nextRequest, nextResponse, chain));
    }

    @Test
    void answersThroughTheWriterThatAFilterBeforeItHasTaken() {
        Filter before = (request, response, chain) -> {
            response.getWriter();
            chain.doFilter(request, response);
        };
        BearerTokenFilter filter = BearerTokenFilter.builder(verifier).build();
        try (TomcatServer server = TomcatServer.with(oneAfterTheOther(before, filter))
                .servlet("/*", application)
                .start()) {
            HttpResponse<String> answer = TomcatServer.send(server.request("/api"));

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body())
                    .startsWith("{")
                    .contains("\"code\":\"missing_token\"")
                    .endsWith("}");
            assertThat(application.calls()).isZero();
        }
    }

    @Test
    void closesNoVerifierThatItWasGiven() {
        BearerTokenFilter filter = BearerTokenFilter.builder(verifier).build();
        filter.destroy();

        try (TomcatServer server =
                TomcatServer.with(filter).servlet("/*", application).start()) {
            assertThat(TomcatServer.send(server.request("/api", issuer.token())).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void letsNothingThroughBeforeItIsInitialized() {
        BearerTokenFilter uninitialized = new BearerTokenFilter();
        try (TomcatServer server = TomcatServer.with(uninitialized::doFilter)
                .servlet("/*", application)
                .start()) {
            assertThat(TomcatServer.send(server.request("/api", issuer.token())).statusCode())
                    .isEqualTo(500);
            assertThat(application.calls()).isZero();
        }
    }

    @Test
    void rejectsOptionsThatCannotBeMeant() {
        BearerTokenFilter.Builder builder = BearerTokenFilter.builder(verifier);

        assertThatIllegalArgumentException().isThrownBy(() -> builder.exclude("/*"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.realm("a\"b"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.requireScope());
        assertThatIllegalArgumentException().isThrownBy(() -> builder.requireScopeAt("/a", "b c"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.rolesFrom(" "));
        assertThatIllegalStateException()
                .isThrownBy(() -> builder.scopeFrom("a").scopeFrom("b"));
        assertThatIllegalStateException()
                .isThrownBy(() -> builder.exclude("/a").optional("/a").build());
    }

    private TomcatServer serving(UnaryOperator<BearerTokenFilter.Builder> options) {
        BearerTokenFilter filter =
                options.apply(BearerTokenFilter.builder(verifier)).build();
        return TomcatServer.with(filter).servlet("/*", application).start();
    }

    private TomcatServer servingWith(JwtVerifier own) {
        return TomcatServer.with(BearerTokenFilter.builder(own).build())
                .servlet("/*", application)
                .start();
    }

    private static JwtVerifier verifierOf(VerificationKeys keys) {
        return JwtVerifier.trusting(TrustedIssuer.builder(issuer.issuer(), keys)
                .audience(issuer.audience())
                .build());
    }

    private static HttpRequest.Builder preflight(TomcatServer server) {
        return server.request("/api")
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", "https://app.example.test")
                .header("Access-Control-Request-Method", "DELETE");
    }

    private static int statusOf(TomcatServer server, String path, String... scopes) {
        return TomcatServer.send(server.request(path, issuer.token(t -> t.scope(scopes))))
                .statusCode();
    }

    private static Optional<? extends Principal> userOf(VerifiedJwt jwt) {
        return jwt.claim("email", String.class)
                .filter("known@example.test"::equals)
                .map(email -> (Principal) () -> "Known");
    }

    private static AuthenticationAttempt attempt(
            Outcome outcome, String code, String subject, String method, String path) {
        return new AuthenticationAttempt(
                outcome, Optional.ofNullable(code), Optional.ofNullable(subject), method, path);
    }

    /** Throws what a method does not declare. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T undeclared(Throwable failure) throws T {
        throw (T) failure;
    }
}
