package io.github.jotguard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The longest token is what the application says, to the character. */
class TokenLengthTest {

    private static final Forge FORGE = Forge.of("EdDSA");

    @ParameterizedTest
    @ValueSource(ints = {500, 16_383, 20_000, JwtVerifier.Builder.LARGEST_MAX_TOKEN_LENGTH})
    void isWhatTheApplicationSays(int characters) {
        JwtVerifier verifier = JwtVerifier.builder()
                .trust(FORGE.issuer().build())
                .clock(Forge.CLOCK)
                .maxTokenLength(characters)
                .build();
        String longest = FORGE.tokenOfLength(characters);
        String tooLong = FORGE.tokenOfLength(characters + 1);

        assertThat(longest).hasSize(characters);
        assertThat(Trust.verdict(verifier, longest)).isEqualTo(Trust.ACCEPTED);
        assertThat(Trust.verdict(verifier, tooLong)).isEqualTo(RejectionReason.TOO_LARGE.code());
        assertThat(Trust.verdict(verifier, longest)).isEqualTo(Trust.ACCEPTED);
        assertThat(verifier.status().tokenCache().hits()).isEqualTo(characters <= 8 * 1024 ? 1 : 0);
        assertThat(verifier.explain(longest).isAccepted()).isTrue();
        assertThat(verifier.explain(tooLong).reason()).contains(RejectionReason.TOO_LARGE);
    }
}
