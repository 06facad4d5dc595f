package io.github.jotguard.spring.actuator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.KeysStatus;
import io.github.jotguard.VerifierStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeysHealthTest {

    @ParameterizedTest
    @CsvSource({"FRESH, UP", "STALE, UP", "NOT_LOADED, UNKNOWN", "UNAVAILABLE, DOWN", "CLOSED, DOWN"})
    void isDownOnlyWhenTokensCannotBeJudged(KeysStatus.State state, KeysHealth.Status health) {
        VerifierStatus status = status(state);
        assertThat(KeysHealth.status(status)).isEqualTo(health);
        assertThat(KeysHealth.details(status))
                .containsEntry(
                        "issuers",
                        Map.of(
                                "https://id.example.com",
                                Map.of(
                                        "state", state.name(),
                                        "source", "https://id.example.com/jwks",
                                        "keys", 1,
                                        "age", "PT1M40S",
                                        "lastError", "HTTP status 500")));
    }

    @Test
    void isUnknownForAVerifierWithoutStatus() {
        assertThat(KeysHealth.report(() -> null))
                .isEqualTo(new KeysHealth.Report(KeysHealth.Status.UNKNOWN, Map.of("error", "no status")));
        assertThat(KeysHealth.issuers(() -> null)).isEmpty();
    }

    @Test
    void isUnknownForAVerifierThatFails() {
        Supplier<VerifierStatus> failing = () -> {
            throw new IllegalStateException("a message that nobody is shown");
        };

        assertThat(KeysHealth.report(failing))
                .isEqualTo(new KeysHealth.Report(
                        KeysHealth.Status.UNKNOWN, Map.of("error", "java.lang.IllegalStateException")));
        assertThat(KeysHealth.issuers(failing)).isEmpty();
    }

    @Test
    void reportsTheStatusOfAVerifier() {
        VerifierStatus status = status(KeysStatus.State.STALE);

        assertThat(KeysHealth.report(() -> status))
                .isEqualTo(new KeysHealth.Report(KeysHealth.Status.UP, KeysHealth.details(status)));
        assertThat(KeysHealth.issuers(() -> status)).containsExactly("https://id.example.com");
    }

    @Test
    void tellsWhenKeysWereFetchedAndWillBe() {
        Instant last = Instant.parse("2026-01-01T00:00:00Z");
        KeysStatus keys = new KeysStatus(
                "https://id.example.com/jwks",
                KeysStatus.State.FRESH,
                List.of(),
                Set.of(),
                Optional.empty(),
                Optional.of(last),
                Optional.empty(),
                Optional.of(last.plusSeconds(600)),
                1,
                0);
        assertThat(KeysHealth.details(new VerifierStatus(Map.of("a", keys), new VerifierStatus.TokenCache(0, 0, 0))))
                .containsEntry(
                        "issuers",
                        Map.of(
                                "a",
                                Map.of(
                                        "state", "FRESH",
                                        "source", "https://id.example.com/jwks",
                                        "keys", 0,
                                        "lastSuccess", "2026-01-01T00:00:00Z",
                                        "nextRefresh", "2026-01-01T00:10:00Z")));
    }

    private static VerifierStatus status(KeysStatus.State state) {
        KeysStatus keys = new KeysStatus(
                "https://id.example.com/jwks",
                state,
                List.of("k1"),
                Set.of(),
                Optional.of(Duration.ofMillis(100_500)),
                Optional.empty(),
                Optional.of("HTTP status 500"),
                Optional.empty(),
                2,
                1);
        return new VerifierStatus(Map.of("https://id.example.com", keys), new VerifierStatus.TokenCache(0, 0, 0));
    }
}
