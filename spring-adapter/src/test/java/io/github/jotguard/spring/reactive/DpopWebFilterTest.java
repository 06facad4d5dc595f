package io.github.jotguard.spring.reactive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.bearer.BoundTokenVerifier;
import io.github.jotguard.dpop.DpopMode;
import io.github.jotguard.dpop.DpopSettings;
import io.github.jotguard.jwks.StaticJwkSet;
import io.github.jotguard.spring.problem.ReactiveProblems;
import io.github.jotguard.spring.settings.JotguardProperties;
import io.github.jotguard.spring.settings.RequiredScopes;
import io.github.jotguard.testing.DpopFault;
import io.github.jotguard.testing.TestDpopKey;
import io.github.jotguard.testing.TestIssuer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;

/** Bound tokens in WebFlux (RFC 9449 §7). */
class DpopWebFilterTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String URI = "https://api.example.com/me";
    private static final JotguardProperties UNSET = new Binder().bindOrCreate("jotguard", JotguardProperties.class);
    private static final TestDpopKey KEY = TestDpopKey.generate("EdDSA");

    private final TestIssuer issuer = TestIssuer.start();
    private final JwtVerifier verifier =
            JwtVerifier.trusting(TrustedIssuer.builder(issuer.issuer(), StaticJwkSet.ofJson(issuer.jwkSetJson()))
                    .audience(issuer.audience())
                    .build());
    private final VerificationSchedulers blocking = VerificationSchedulers.outnumbering(UNSET.refresh());
    private final String bound = issuer.token(t -> t.boundTo(KEY));
    private final AtomicReference<VerifiedJwt> letThrough = new AtomicReference<>();

    @AfterEach
    void stop() {
        blocking.destroy();
        verifier.close();
        issuer.close();
    }

    private MockServerHttpResponse send(DpopSettings settings, MockServerHttpRequest.BaseBuilder<?> request) {
        BoundTokenVerifier tokens = BoundTokenVerifier.of(verifier, settings);
        StaticApplicationContext context = new StaticApplicationContext();
        context.getBeanFactory().registerSingleton("jotguardBoundTokens", tokens);
        MockServerWebExchange exchange = MockServerWebExchange.builder(request)
                .applicationContext(context)
                .build();
        BearerTokenWebFilter filter = new BearerTokenWebFilter(
                tokens,
                blocking,
                ExcludedPaths.excluded(UNSET),
                ExcludedPaths.optional(UNSET),
                RequiredScopes.of(UNSET),
                new ReactiveRejections(new ReactiveProblems("api"), List::of, List::of),
                -100);
        filter.filter(
                        exchange,
                        passed -> Mono.fromRunnable(
                                () -> BearerTokenWebFilter.verifiedJwt(passed).ifPresent(letThrough::set)))
                .then(Mono.defer(() -> exchange.getResponse().setComplete()))
                .block(PATIENCE);
        return exchange.getResponse();
    }

    private MockServerHttpRequest.BaseBuilder<?> request(String... proofs) {
        return MockServerHttpRequest.get(URI + "?x=1")
                .header("Authorization", "DPoP " + bound)
                .header("DPoP", proofs);
    }

    private static List<String> challenges(MockServerHttpResponse response) {
        return response.getHeaders().getOrDefault(HttpHeaders.WWW_AUTHENTICATE, List.of());
    }

    @Test
    void letsABoundTokenThroughWithItsProof() {
        MockServerHttpResponse response = send(DpopSettings.of(DpopMode.ACCEPT), request(KEY.proof("GET", URI, bound)));

        assertThat(response.getStatusCode()).isNull();
        assertThat(letThrough.get().subject()).isEqualTo("test-user");
        assertThat(response.getHeaders().getFirst("DPoP-Nonce")).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void rejectsEachFault(DpopFault fault) {
        MockServerHttpResponse response =
                send(DpopSettings.of(DpopMode.ACCEPT), request(KEY.proof("GET", URI, bound, fault)));

        assertThat(response.getStatusCode().value()).isEqualTo(401);
        assertThat(letThrough).hasNullValue();
        String error = fault == DpopFault.OTHER_KEY ? "invalid_token" : "invalid_dpop_proof";
        assertThat(challenges(response)).hasSize(2);
        assertThat(challenges(response).get(0))
                .startsWith("DPoP realm=\"api\", error=\"" + error)
                .endsWith("algs=\"EdDSA ES256 RS256 PS256\"");
        assertThat(challenges(response).get(1)).isEqualTo("Bearer realm=\"api\"");
    }

    @Test
    void rejectsSeveralProofsAndNone() {
        String proof = KEY.proof("GET", URI, bound);
        for (String[] proofs : List.of(
                new String[] {proof, KEY.proof("GET", URI, bound)},
                new String[] {proof + "," + proof},
                new String[0])) {
            assertThat(send(DpopSettings.of(DpopMode.ACCEPT), request(proofs))
                            .getBodyAsString()
                            .block(PATIENCE))
                    .contains("invalid_dpop_proof");
        }
    }

    @Test
    void rejectsAReplay() {
        DpopSettings settings = DpopSettings.of(DpopMode.REQUIRE);
        String proof = KEY.proof("GET", URI, bound);

        assertThat(send(settings, request(proof)).getStatusCode()).isNull();
        assertThat(send(settings, request(proof)).getStatusCode().value()).isEqualTo(401);
    }

    @Test
    void rejectsBoundTokensUnderBearerAndByDefault() {
        MockServerHttpRequest.BaseBuilder<?> underBearer = MockServerHttpRequest.get(URI)
                .header("Authorization", "Bearer " + bound)
                .header("DPoP", KEY.proof("GET", URI, bound));

        assertThat(send(DpopSettings.of(DpopMode.ACCEPT), underBearer)
                        .getBodyAsString()
                        .block(PATIENCE))
                .contains("sender_constrained");
        MockServerHttpResponse byDefault =
                send(DpopSettings.of(DpopMode.REJECT), request(KEY.proof("GET", URI, bound)));
        assertThat(byDefault.getBodyAsString().block(PATIENCE)).contains("missing_token");
        assertThat(challenges(byDefault)).containsExactly("Bearer realm=\"api\"");
    }

    @Test
    void rejectsUnboundTokensWhereBindingIsRequired() {
        MockServerHttpRequest.BaseBuilder<?> unbound =
                MockServerHttpRequest.get(URI).header("Authorization", "Bearer " + issuer.token());

        assertThat(send(DpopSettings.of(DpopMode.ACCEPT), unbound).getStatusCode())
                .isNull();
        assertThat(send(DpopSettings.of(DpopMode.REQUIRE), unbound)
                        .getBodyAsString()
                        .block(PATIENCE))
                .contains("not_bound");
    }

    @Test
    void givesNonces() {
        DpopSettings settings =
                DpopSettings.builder(DpopMode.ACCEPT).requireNonce().build();
        MockServerHttpResponse first = send(settings, request(KEY.proof("GET", URI, bound)));
        String nonce = first.getHeaders().getFirst("DPoP-Nonce");

        assertThat(first.getBodyAsString().block(PATIENCE)).contains("use_dpop_nonce");
        MockServerHttpResponse second = send(settings, request(KEY.proof("GET", URI, bound, p -> p.nonce(nonce))));
        assertThat(second.getStatusCode()).isNull();
        assertThat(second.getHeaders().getFirst("DPoP-Nonce")).isNotBlank();
        assertThat(second.getHeaders().getCacheControl()).isEqualTo("no-store");
    }

    @Test
    void answers503IfTheStoreFails() {
        DpopSettings settings = DpopSettings.builder(DpopMode.ACCEPT)
                .replayStore((id, until) -> {
                    throw new IllegalStateException("down");
                })
                .build();

        assertThat(send(settings, request(KEY.proof("GET", URI, bound)))
                        .getStatusCode()
                        .value())
                .isEqualTo(503);
    }

    @Test
    void comparesWithThePublicOrigin() {
        DpopSettings settings = DpopSettings.builder(DpopMode.ACCEPT)
                .publicOrigin("https://public.example.com")
                .build();

        assertThat(send(settings, request(KEY.proof("GET", "https://public.example.com/me", bound)))
                        .getStatusCode())
                .isNull();
        assertThat(send(settings, request(KEY.proof("GET", URI, bound)))
                        .getStatusCode()
                        .value())
                .isEqualTo(401);
    }

    @Test
    void exposesWhatClientsOfOtherOriginsNeed() {
        AtomicInteger added = new AtomicInteger();
        MockServerWebExchange exchange =
                MockServerWebExchange.from(MockServerHttpRequest.get(URI).header("Origin", "https://app.example.com"));
        exchange.getResponse().getHeaders().set("Access-Control-Allow-Origin", "https://app.example.com");
        ReactiveDpopCors.prepare(exchange).getResponse().setComplete().block(PATIENCE);
        exchange.getResponse()
                .getHeaders()
                .getOrDefault("Access-Control-Expose-Headers", List.of())
                .forEach(value -> added.incrementAndGet());

        assertThat(added).hasValue(1);
        assertThat(exchange.getResponse().getHeaders().getFirst("Access-Control-Expose-Headers"))
                .contains("DPoP-Nonce", "WWW-Authenticate");
    }

    @Test
    void exposesNothingToOriginsThatAreNotAllowed() {
        MockServerWebExchange exchange =
                MockServerWebExchange.from(MockServerHttpRequest.get(URI).header("Origin", "https://app.example.com"));
        ReactiveDpopCors.prepare(exchange).getResponse().setComplete().block(PATIENCE);

        assertThat(exchange.getResponse().getHeaders().getFirst("Access-Control-Expose-Headers"))
                .isNull();
    }

    @Test
    void allowsTheHeaderOfProofsInAPreflightThatIsAllowedOtherwise() {
        MockServerWebExchange preflight = MockServerWebExchange.from(MockServerHttpRequest.options(URI)
                .header("Origin", "https://app.example.com")
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "authorization,, dpop"));
        preflight.getResponse().getHeaders().set("Access-Control-Allow-Origin", "https://app.example.com");
        var seen = ReactiveDpopCors.prepare(preflight);
        seen.getResponse().setComplete().block(PATIENCE);

        assertThat(seen.getRequest().getHeaders().getFirst("Access-Control-Request-Headers"))
                .isEqualTo("authorization");
        assertThat(preflight.getResponse().getHeaders().getFirst("Access-Control-Allow-Headers"))
                .isEqualTo("DPoP");
    }
}
