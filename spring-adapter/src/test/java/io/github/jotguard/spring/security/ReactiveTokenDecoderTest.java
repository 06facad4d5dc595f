package io.github.jotguard.spring.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.bearer.BoundTokenVerifier;
import io.github.jotguard.dpop.DpopMode;
import io.github.jotguard.dpop.DpopSettings;
import io.github.jotguard.jwks.StaticJwkSet;
import io.github.jotguard.spring.problem.MissingSubjectException;
import io.github.jotguard.spring.reactive.VerificationSchedulers;
import io.github.jotguard.spring.settings.JotguardProperties;
import io.github.jotguard.testing.TestIssuer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import reactor.core.publisher.Mono;

/** A token that was accepted before needs no thread that may block; after their end, only such a token is accepted. */
class ReactiveTokenDecoderTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TestIssuer issuer = TestIssuer.start();
    private final VerificationSchedulers threads = VerificationSchedulers.outnumbering(new JotguardProperties.Refresh(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null));

    @AfterEach
    void stop() {
        threads.destroy();
        issuer.close();
    }

    @Test
    void acceptsATokenAgainOnTheSameThread() {
        ReactiveTokenDecoder decoder = decoder(DpopMode.REJECT, List.of());
        String token = issuer.token(t -> t.subject("u1"));
        assertThat(inRequest(decoder, token).getSubject()).isEqualTo("u1");

        threads.destroy();

        assertThat(inRequest(decoder, token).getSubject()).isEqualTo("u1");
        assertThat(decoder.decode(token).block(PATIENCE).getSubject()).isEqualTo("u1");
        assertUndecided(decoder, issuer.token(t -> t.subject("u2")));
    }

    @Test
    void rejectsATokenThatNamesNobodyAgain() {
        ReactiveTokenDecoder decoder = decoder(DpopMode.REJECT, List.of());
        String token = issuer.token(t -> t.withoutClaim("sub"));
        assertThat(catchThrowable(() -> inRequest(decoder, token))).isInstanceOf(MissingSubjectException.class);

        threads.destroy();

        assertThat(catchThrowable(() -> inRequest(decoder, token))).isInstanceOf(MissingSubjectException.class);
    }

    @Test
    void asksValidatorsOnAThreadThatMayBlock() {
        ReactiveTokenDecoder decoder = decoder(DpopMode.REJECT, List.of(jwt -> OAuth2TokenValidatorResult.success()));
        String token = issuer.token();
        assertThat(inRequest(decoder, token)).isNotNull();

        threads.destroy();

        assertUndecided(decoder, token);
    }

    @Test
    void verifiesProofsOnAThreadThatMayBlock() {
        ReactiveTokenDecoder decoder = decoder(DpopMode.REQUIRE, List.of());
        String token = issuer.token();
        assertThat(catchThrowable(() -> inRequest(decoder, token))).isInstanceOf(BadJwtException.class);

        threads.destroy();

        assertUndecided(decoder, token);
    }

    private static void assertUndecided(ReactiveTokenDecoder decoder, String token) {
        assertThat(catchThrowable(() -> inRequest(decoder, token)))
                .isInstanceOf(JwtException.class)
                .isNotInstanceOf(BadJwtException.class);
    }

    /** Decodes a token in a request that came with it. */
    private static Jwt inRequest(ReactiveTokenDecoder decoder, String token) {
        MockServerWebExchange exchange = MockServerWebExchange.from(
                MockServerHttpRequest.get("/claims").header("Authorization", "Bearer " + token));
        Jwt[] decoded = new Jwt[1];
        new ExchangeContextFilter()
                .filter(exchange, same -> decoder.decode(token)
                        .doOnNext(jwt -> decoded[0] = jwt)
                        .then(Mono.empty()))
                .block(PATIENCE);
        return decoded[0];
    }

    private ReactiveTokenDecoder decoder(DpopMode mode, List<OAuth2TokenValidator<Jwt>> validators) {
        JwtVerifier verifier =
                JwtVerifier.trusting(TrustedIssuer.builder(issuer.issuer(), StaticJwkSet.ofJson(issuer.jwkSetJson()))
                        .audience(issuer.audience())
                        .build());
        BoundTokenVerifier tokens = BoundTokenVerifier.of(verifier, DpopSettings.of(mode));
        return new ReactiveTokenDecoder(
                new VerifyingJwtDecoder(token -> ReactiveTokenDecoder.verifyAlone(tokens, token), "sub", validators),
                tokens,
                threads);
    }
}
