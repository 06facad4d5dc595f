package io.github.jotguard.spring.reactive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.bearer.BoundTokenVerifier;
import io.github.jotguard.dpop.DpopMode;
import io.github.jotguard.dpop.DpopSettings;
import io.github.jotguard.jwks.StaticJwkSet;
import io.github.jotguard.spring.FailingClock;
import io.github.jotguard.spring.TestTokens;
import io.github.jotguard.spring.problem.ReactiveProblems;
import io.github.jotguard.spring.settings.JotguardProperties;
import io.github.jotguard.spring.settings.RequiredScopes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsWebFilter;
import reactor.core.publisher.Mono;

/** The filter of WebFlux with each kind of request. */
@ExtendWith(OutputCaptureExtension.class)
class WebFilterRequestsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String ORIGIN = "https://app.example.com";
    private static final JotguardProperties PATHS =
            TestTokens.properties("exclude", "/health", "optional", "/products", "require-scope-at.[/admin]", "admin");

    private final TestTokens tokens = new TestTokens();
    private final VerificationSchedulers blocking = new VerificationSchedulers(1, 1, 1);
    /** The exchange that the chain was called with; null if it was not called. */
    private final AtomicReference<@Nullable Optional<VerifiedJwt>> letThrough = new AtomicReference<>();

    @AfterEach
    void stop() {
        blocking.destroy();
        tokens.close();
    }

    private BearerTokenWebFilter filter(JwtVerifier verifier, DpopMode mode, List<CorsWebFilter> cors) {
        return new BearerTokenWebFilter(
                BoundTokenVerifier.of(verifier, DpopSettings.of(mode)),
                blocking,
                ExcludedPaths.excluded(PATHS),
                ExcludedPaths.optional(PATHS),
                RequiredScopes.of(PATHS),
                new ReactiveRejections(new ReactiveProblems("api"), () -> cors, List::of),
                -7);
    }

    private MockServerHttpResponse send(BearerTokenWebFilter filter, MockServerHttpRequest.BaseBuilder<?> request) {
        MockServerWebExchange exchange = MockServerWebExchange.from(request);
        filter.filter(exchange, next -> Mono.fromRunnable(() -> letThrough.set(BearerTokenWebFilter.verifiedJwt(next))))
                .block(PATIENCE);
        return exchange.getResponse();
    }

    private MockServerHttpResponse send(MockServerHttpRequest.BaseBuilder<?> request) {
        return send(filter(tokens.verifier(), DpopMode.REJECT, List.of()), request);
    }

    private static MockServerHttpRequest.BaseBuilder<?> get(String path, String token) {
        return MockServerHttpRequest.get(path).header("Authorization", "Bearer " + token);
    }

    private static MockServerHttpRequest.BaseBuilder<?> preflight() {
        return MockServerHttpRequest.options("https://api.example.com/me")
                .header("Origin", ORIGIN)
                .header("Access-Control-Request-Method", "GET");
    }

    private static CorsWebFilter allowing() {
        CorsConfiguration settings = new CorsConfiguration();
        settings.addAllowedOrigin(ORIGIN);
        settings.addAllowedMethod("GET");
        return new CorsWebFilter(any -> settings);
    }

    private void assertRejected(MockServerHttpResponse response, HttpStatus status, String code) {
        assertThat(letThrough).hasNullValue();
        assertThat(response.getStatusCode()).isEqualTo(status);
        assertThat(response.getBodyAsString().block(PATIENCE)).contains(code);
    }

    @Test
    void letsExcludedPathsThroughWithoutLookingAtTheToken() {
        assertThat(send(get("/health", "garbage")).getStatusCode()).isNull();
        assertThat(letThrough).hasValue(Optional.empty());
    }

    @Test
    void letsOptionalPathsThroughWithoutATokenAndRejectsABadOne() {
        assertRejected(send(get("/products", "garbage")), HttpStatus.UNAUTHORIZED, "malformed");

        assertThat(send(MockServerHttpRequest.get("/products")).getStatusCode()).isNull();
        assertThat(letThrough).hasValue(Optional.empty());
    }

    @Test
    void rejectsRequestsWithoutAToken() {
        assertRejected(send(MockServerHttpRequest.get("/me")), HttpStatus.UNAUTHORIZED, "missing_token");
    }

    @Test
    void rejectsTwoHeaders() {
        assertRejected(
                send(MockServerHttpRequest.get("/products")
                        .header("Authorization", "Bearer " + tokens.issuer().token(), "Bearer b")),
                HttpStatus.BAD_REQUEST,
                "invalid_request");
    }

    @Test
    void rejectsATokenWithABlankSubject() {
        assertRejected(
                send(get("/me", tokens.issuer().token(t -> t.subject(" ")))),
                HttpStatus.UNAUTHORIZED,
                "user_not_found");
    }

    @Test
    void requiresTheScopesOfThePath() {
        assertRejected(send(get("/admin/a", tokens.issuer().token())), HttpStatus.FORBIDDEN, "insufficient_scope");

        String admin = tokens.issuer().token(t -> t.scope("admin"));
        assertThat(send(get("/admin/a", admin)).getStatusCode()).isNull();
        assertThat(letThrough.get()).isPresent();
    }

    @Test
    void answersPreflightsThatTheSettingsDecide() {
        BearerTokenWebFilter filter = filter(tokens.verifier(), DpopMode.REJECT, List.of(allowing()));
        MockServerHttpResponse response = send(filter, preflight());

        assertThat(letThrough).hasNullValue();
        assertThat(response.getStatusCode()).isNull();
        assertThat(response.getHeaders().getAccessControlAllowOrigin()).isEqualTo(ORIGIN);
        assertThat(response.getHeaders().getFirst("WWW-Authenticate")).isNull();
    }

    @Test
    void treatsOtherPreflightsAsEveryRequest() {
        assertRejected(send(preflight()), HttpStatus.UNAUTHORIZED, "missing_token");

        send(preflight().header("Authorization", "Bearer " + tokens.issuer().token()));
        assertThat(letThrough.get()).isPresent();
    }

    @Test
    void exposesTheNonceToPagesOnlyIfProofsAreTaken() {
        MockServerHttpRequest.BaseBuilder<?> request =
                MockServerHttpRequest.get("https://api.example.com/me").header("Origin", ORIGIN);

        assertThat(send(filter(tokens.verifier(), DpopMode.ACCEPT, List.of(allowing())), request)
                        .getHeaders()
                        .getAccessControlExposeHeaders())
                .contains("DPoP-Nonce");
        assertThat(send(filter(tokens.verifier(), DpopMode.REJECT, List.of(allowing())), request)
                        .getHeaders()
                        .getAccessControlExposeHeaders())
                .isEmpty();
    }

    @Test
    void logsTheTypeOfAFailureAlone(CapturedOutput output) {
        for (Throwable failure :
                List.of(new IllegalStateException("quoting a claim"), new StackOverflowError("quoting a claim"))) {
            JwtVerifier failing = JwtVerifier.builder()
                    .trust(TrustedIssuer.builder(
                                    tokens.issuer().issuer(),
                                    StaticJwkSet.ofJson(tokens.issuer().jwkSetJson()))
                            .audience(tokens.issuer().audience())
                            .build())
                    .clock(new FailingClock(failure))
                    .build();
            assertRejected(
                    send(
                            filter(failing, DpopMode.REJECT, List.of()),
                            get("/me", tokens.issuer().token())),
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "temporarily_unavailable");
            assertThat(output)
                    .contains("Verifying a token failed, so the request is rejected: "
                            + failure.getClass().getName());
        }
        assertThat(output).doesNotContain("quoting");
    }

    @Test
    void hasTheOrderThatWasSet() {
        assertThat(filter(tokens.verifier(), DpopMode.REJECT, List.of()).getOrder())
                .isEqualTo(-7);
    }
}
