package io.github.jotguard.spring.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.bearer.BearerErrorException;
import io.github.jotguard.bearer.BoundTokenVerifier;
import io.github.jotguard.dpop.DpopMode;
import io.github.jotguard.dpop.DpopSettings;
import io.github.jotguard.jwks.StaticJwkSet;
import io.github.jotguard.spring.TlsConnection;
import io.github.jotguard.spring.problem.MissingSubjectException;
import io.github.jotguard.spring.reactive.VerificationSchedulers;
import io.github.jotguard.spring.settings.JotguardProperties;
import io.github.jotguard.testing.TestDpopKey;
import io.github.jotguard.testing.TestIssuer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
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
    private static final String URI = "https://api.example.com/claims";

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
    void rejectsATokenByItsTextOnTheSameThread() {
        ReactiveTokenDecoder decoder = decoder(DpopMode.REJECT, List.of());
        ReactiveTokenDecoder waiting = decoder(DpopMode.REJECT, List.of(jwt -> OAuth2TokenValidatorResult.success()));
        for (String token : List.of(issuer.token(t -> t.issuer("https://evil.example.com")), "garbage")) {
            Throwable expected = catchThrowable(() -> inRequest(waiting, token));
            assertThat(expected).isInstanceOf(BadJwtException.class).hasCauseInstanceOf(BearerErrorException.class);
            assertSame(catchThrowable(() -> inRequest(decoder, token)), expected);
            assertSame(catchThrowable(() -> decoder.decode(token).block(PATIENCE)), expected);
        }

        threads.destroy();

        assertRejected(() -> inRequest(decoder, "garbage"));
        assertRejected(() -> decoder.decode("garbage").block(PATIENCE));
        assertRejected(() -> decode(decoder, "garbage", bearer(issuer.token())));
        assertUndecided(decoder, issuer.token(t -> t.expiresIn(Duration.ofHours(-1))));
        assertUndecided(waiting, "garbage");
        assertUndecided(decoder(DpopMode.REQUIRE, List.of()), "garbage");
    }

    private static void assertSame(Throwable actual, Throwable expected) {
        assertThat(actual).hasSameClassAs(expected).hasMessage(expected.getMessage());
        assertThat(((BearerErrorException) actual.getCause()).error())
                .usingRecursiveComparison()
                .isEqualTo(((BearerErrorException) expected.getCause()).error());
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

    @Test
    void takesTheCertificateOfTheRequestThatTheTokenCameWith() {
        ReactiveTokenDecoder decoder = decoder(DpopMode.REJECT, List.of());
        X509Certificate certificate = new FakeCertificate("client");
        String token = issuer.token(t -> t.subject("u1").claim("cnf", Map.of("x5t#S256", thumbprint(certificate))));

        assertRejected(() -> decoder.decode(token).block(PATIENCE));
        assertRejected(() -> decode(decoder, token, get(certificate)));
        assertRejected(() -> decode(decoder, token, bearer(issuer.token(), certificate)));
        assertRejected(() -> decode(decoder, token, bearer(token)));
        assertThat(decode(decoder, token, bearer(token, certificate)).getSubject())
                .isEqualTo("u1");

        threads.destroy();

        assertThat(decode(decoder, token, bearer(token, certificate)).getSubject())
                .isEqualTo("u1");
    }

    @Test
    void decodesTheTokenThatItWasGivenAndNotThatOfTheRequest() {
        ReactiveTokenDecoder decoder = decoder(DpopMode.REJECT, List.of());
        String token = issuer.token(t -> t.subject("u1"));
        String other = issuer.token(t -> t.subject("u2"));
        for (MockServerHttpRequest.BaseBuilder<?> request : List.of(bearer(other), get())) {
            assertThat(decode(decoder, token, request).getSubject()).isEqualTo("u1");
        }
        assertThat(inRequest(decoder, other).getSubject()).isEqualTo("u2");

        threads.destroy();

        for (MockServerHttpRequest.BaseBuilder<?> request : List.of(bearer(other), get())) {
            assertThat(decode(decoder, token, request).getSubject()).isEqualTo("u1");
        }
    }

    @Test
    void decodesAMarkedTokenWithItsProofAlone() {
        ReactiveTokenDecoder decoder = decoder(DpopMode.ACCEPT, List.of());
        TestDpopKey key = TestDpopKey.generate("ES256");
        String token = issuer.token(t -> t.subject("u1").boundTo(key));
        String unbound = issuer.token();
        MockServerHttpRequest.BaseBuilder<?> proven =
                get().header("Authorization", "DPoP " + token).header("DPoP", key.proof("GET", URI, token));

        assertThat(decode(decoder, "DPoP " + token, proven).getSubject()).isEqualTo("u1");
        assertRejected(() -> decode(decoder, "DPoP " + unbound, bearer(unbound)));
        assertRejected(() -> decode(decoder, "DPoP " + unbound, get()));
        assertRejected(() -> decoder.decode("DPoP " + unbound).block(PATIENCE));
        assertThat(decode(decoder, unbound, bearer(unbound))).isNotNull();
    }

    @Test
    void rejectsARequestWithTwoTokens() {
        ReactiveTokenDecoder decoder = decoder(DpopMode.REJECT, List.of());
        String token = issuer.token();

        assertRejected(() -> decode(decoder, token, get().header("Authorization", "Bearer " + token, "Bearer b")));
    }

    @Test
    void knowsItsRequestOutsideOfSpringSecurity() {
        assertThat(new ExchangeContextFilter().getOrder()).isEqualTo(Integer.MIN_VALUE + 98);
    }

    private static void assertRejected(ThrowingCallable decoding) {
        assertThat(catchThrowable(decoding)).isInstanceOf(BadJwtException.class);
    }

    private static String thumbprint(X509Certificate certificate) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Returns a request from a client with certificates, or from one without. */
    private static MockServerHttpRequest.BaseBuilder<?> get(X509Certificate... certificates) {
        MockServerHttpRequest.BaseBuilder<?> request = MockServerHttpRequest.get(URI);
        request.sslInfo(new TlsConnection(certificates));
        return request;
    }

    private static MockServerHttpRequest.BaseBuilder<?> bearer(String token, X509Certificate... certificates) {
        return get(certificates).header("Authorization", "Bearer " + token);
    }

    private static void assertUndecided(ReactiveTokenDecoder decoder, String token) {
        assertThat(catchThrowable(() -> inRequest(decoder, token)))
                .isInstanceOf(JwtException.class)
                .isNotInstanceOf(BadJwtException.class);
    }

    /** Decodes a token in a request that came with it. */
    private static Jwt inRequest(ReactiveTokenDecoder decoder, String token) {
        return decode(decoder, token, bearer(token));
    }

    private static Jwt decode(
            ReactiveTokenDecoder decoder, String token, MockServerHttpRequest.BaseBuilder<?> request) {
        MockServerWebExchange exchange = MockServerWebExchange.from(request);
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
