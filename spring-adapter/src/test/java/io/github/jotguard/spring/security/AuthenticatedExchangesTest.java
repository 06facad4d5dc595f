package io.github.jotguard.spring.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.spring.TestTokens;
import io.github.jotguard.spring.caller.UnverifiedCallerException;
import io.github.jotguard.spring.problem.RequestRejectedException;
import io.github.jotguard.spring.reactive.VerificationSchedulers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

class AuthenticatedExchangesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TestTokens tokens = new TestTokens();
    private final VerificationSchedulers threads = VerificationSchedulers.outnumbering(
            TestTokens.properties("refresh.max-initial-load-waits", "1").refresh());
    private final AuthenticatedExchanges callers =
            new AuthenticatedExchanges(new AuthenticatedJwts(tokens.verifier(), () -> null), threads);
    private final Jwt decoded = new VerifyingJwtDecoder(tokens.verifier()::verify, "sub", List.of())
            .decode(tokens.issuer().token(t -> t.subject("u1")));

    @AfterEach
    void stop() {
        threads.destroy();
        tokens.close();
    }

    private @Nullable VerifiedJwt of(Principal caller) {
        return callers.of(MockServerWebExchange.builder(
                                MockServerHttpRequest.get("/me").header("Authorization", "Bearer token"))
                        .principal(caller)
                        .build())
                .block(PATIENCE);
    }

    private static JwtAuthenticationToken authenticated(Jwt jwt) {
        return new JwtAuthenticationToken(jwt, List.of());
    }

    private static Jwt throughSession(Jwt jwt) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(jwt);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (Jwt) in.readObject();
        }
    }

    @Test
    void giveTheVerdictOnTheThreadOfTheRequest() {
        threads.destroy();

        assertThat(of(authenticated(decoded)).subject()).isEqualTo("u1");
    }

    @Test
    void verifyACopyOfASessionOnAThreadThatMayBlock() throws Exception {
        Jwt copy = throughSession(decoded);
        assertThat(of(authenticated(copy)).subject()).isEqualTo("u1");
        threads.destroy();

        assertThatExceptionOfType(RequestRejectedException.class)
                .isThrownBy(() -> of(authenticated(copy)))
                .satisfies(rejected -> assertThat(rejected.problem().code()).isEqualTo("temporarily_unavailable"));
    }

    @Test
    void giveNoTokenOfAnotherDecoder() {
        Jwt foreign =
                Jwt.withTokenValue("token").header("alg", "none").subject("u1").build();

        assertThatExceptionOfType(UnverifiedCallerException.class).isThrownBy(() -> of(authenticated(foreign)));
    }

    @Test
    void giveNothingForAnotherPrincipal() {
        assertThat(of(() -> "name")).isNull();
    }
}
