package io.github.jotguard.spring.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.jotguard.bearer.BearerErrorException;
import io.github.jotguard.bearer.BoundTokenVerifier;
import io.github.jotguard.dpop.DpopMode;
import io.github.jotguard.dpop.DpopSettings;
import io.github.jotguard.spring.TestTokens;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

class ReactiveDpopTokenConverterTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TestTokens tokens = new TestTokens();

    @AfterEach
    void stop() {
        tokens.close();
    }

    /** Returns the token that is found, with the mark of the scheme. */
    private @Nullable String convert(DpopMode mode, String... headers) {
        BoundTokenVerifier verifier = BoundTokenVerifier.of(tokens.verifier(), DpopSettings.of(mode));
        return new ReactiveDpopTokenConverter(verifier)
                .convert(MockServerWebExchange.from(
                        MockServerHttpRequest.get("/me").header("Authorization", headers)))
                .cast(BearerTokenAuthenticationToken.class)
                .map(BearerTokenAuthenticationToken::getToken)
                .block(PATIENCE);
    }

    @Test
    void marksATokenOfTheSchemeDPoP() {
        assertThat(convert(DpopMode.ACCEPT, "dpop a.b.c")).isEqualTo("DPoP a.b.c");
    }

    @Test
    void leavesBearerTokensToSpringSecurity() {
        assertThat(convert(DpopMode.ACCEPT, "Bearer a.b.c")).isEqualTo("a.b.c");
        assertThat(convert(DpopMode.REJECT, "Bearer a.b.c")).isEqualTo("a.b.c");
    }

    @Test
    void findsNoTokenOfTheSchemeDPoPUnlessItIsTaken() {
        assertThat(convert(DpopMode.REJECT, "DPoP a.b.c")).isNull();
    }

    @Test
    void findsNoTokenInARequestWithoutOne() {
        assertThat(convert(DpopMode.ACCEPT)).isNull();
        assertThat(convert(DpopMode.ACCEPT, "Basic YTpi")).isNull();
    }

    @Test
    void rejectsSeveralTokens() {
        assertThatExceptionOfType(InvalidBearerTokenException.class)
                .isThrownBy(() -> convert(DpopMode.ACCEPT, "DPoP a.b.c", "Bearer a.b.c"))
                .withCauseInstanceOf(BearerErrorException.class);
    }
}
