package io.github.jotguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The verifiers that every case is judged by: without a cache of tokens, and with one that has seen a good token. */
final class Trust {

    static final String ACCEPTED = "accepted";
    static final String UNAVAILABLE = "keys_unavailable";

    private final JwtVerifier cold;
    private final JwtVerifier warm;
    private final @Nullable String good;

    private Trust(TrustedIssuer issuer, @Nullable String good) {
        this.cold = verifier(issuer, 0);
        this.warm = verifier(issuer, 100);
        this.good = good;
    }

    /** @param good a token that is accepted, to go before each one that is judged; or null */
    static Trust in(TrustedIssuer issuer, @Nullable String good) {
        return new Trust(issuer, good);
    }

    static Trust in(Forge forge) {
        return new Trust(forge.issuer().build(), forge.token());
    }

    JwtVerifier verifier() {
        return cold;
    }

    private static JwtVerifier verifier(TrustedIssuer issuer, int cachedTokens) {
        return JwtVerifier.builder()
                .trust(issuer)
                .clock(Forge.CLOCK)
                .verifiedTokenCache(cachedTokens)
                .build();
    }

    /** {@code accepted}, {@code keys_unavailable} or the code of the reason; the same in all states, or the test fails. */
    String verdictOn(@Nullable String token) {
        String verdict = verdict(cold, token);
        if (good != null) {
            assertThat(verdict(warm, good)).as("the good token").isEqualTo(ACCEPTED);
        }
        assertThat(verdict(warm, token)).as("after a good token").isEqualTo(verdict);
        assertThat(verdict(warm, token)).as("the second time").isEqualTo(verdict);
        assertThat(explained(token)).as("explained").isEqualTo(verdict);
        return verdict;
    }

    private String explained(@Nullable String token) {
        Explanation explanation = cold.explain(token);
        if (explanation.isAccepted()) {
            return ACCEPTED;
        }
        assertThat(explanation.checks().stream().filter(check -> check.outcome() == Explanation.Outcome.FAIL))
                .as("failed checks")
                .hasSize(1);
        return explanation.reason().map(RejectionReason::code).orElse(UNAVAILABLE);
    }

    /** Nothing but the two declared exceptions is caught. */
    static String verdict(JwtVerifier verifier, @Nullable String token) {
        try {
            return Objects.requireNonNull(verifier.verify(token)) == null ? "" : ACCEPTED;
        } catch (JwtRejectedException rejected) {
            return rejected.reason().code();
        } catch (KeysUnavailableException unavailable) {
            return UNAVAILABLE;
        }
    }
}
