package io.github.jotguard.example.issuer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Counts failed sign-ins per email, whether or not it belongs to anybody. Safe for use by several threads. */
final class FailedSignIns {

    /** The largest number of failed sign-ins in a window: {@value}. */
    static final int MAX_FAILURES = 10;

    /** The time that failures are remembered, from the first one: 60 s. */
    static final Duration WINDOW = Duration.ofSeconds(60);

    private static final int MAX_EMAILS = 10_000;

    private final Clock clock;
    private final Map<String, Window> windows = new LinkedHashMap<>();

    FailedSignIns(Clock clock) {
        this.clock = clock;
    }

    /** Counts an attempt before it is judged; returns how long to wait if there were too many, else nothing. */
    synchronized Optional<Duration> countAttempt(String email) {
        Instant now = clock.instant();
        windows.values().removeIf(window -> !window.endsAt().isAfter(now));
        Window window = windows.get(key(email));
        if (window == null) {
            window = new Window(now.plus(WINDOW), 0);
        }
        if (window.failures() >= MAX_FAILURES) {
            return Optional.of(Duration.between(now, window.endsAt()));
        }
        windows.put(key(email), new Window(window.endsAt(), window.failures() + 1));
        if (windows.size() > MAX_EMAILS) {
            windows.remove(windows.keySet().iterator().next());
        }
        return Optional.empty();
    }

    /** Forgets the failures of who has signed in. */
    synchronized void forget(String email) {
        windows.remove(key(email));
    }

    private static String key(String email) {
        return email.toLowerCase(Locale.ROOT);
    }

    private record Window(Instant endsAt, int failures) {}
}
