package io.github.jotguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.KeysStatus.State;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One state for all issuers. */
class VerifierStatusTest {

    private static final VerifierStatus.TokenCache EMPTY = new VerifierStatus.TokenCache(0, 0, 0);

    @ParameterizedTest
    @CsvSource({
        "FRESH, FRESH, FRESH",
        "FRESH, STALE, STALE",
        "STALE, NOT_LOADED, NOT_LOADED",
        "NOT_LOADED, UNAVAILABLE, UNAVAILABLE",
        "UNAVAILABLE, FRESH, UNAVAILABLE",
        "UNAVAILABLE, CLOSED, CLOSED",
        "CLOSED, FRESH, CLOSED",
        "NOT_LOADED, FRESH, NOT_LOADED",
    })
    void isThatOfTheWorst(State one, State other, State worst) {
        assertThat(new VerifierStatus(Map.of("a", keys(one), "b", keys(other)), EMPTY).worstState())
                .isEqualTo(worst);
    }

    @Test
    void keepsWhatItWasGiven() {
        Map<String, KeysStatus> issuers = new HashMap<>(Map.of("a", keys(State.STALE)));
        VerifierStatus status = new VerifierStatus(issuers, EMPTY);

        issuers.put("b", keys(State.UNAVAILABLE));

        assertThat(status.worstState()).isEqualTo(State.STALE);
        assertThat(new VerifierStatus(Map.of(), EMPTY).worstState()).isEqualTo(State.FRESH);
    }

    private static KeysStatus keys(State state) {
        return new KeysStatus(
                "test",
                state,
                List.of(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                0);
    }
}
