package io.github.jotguard.spring.actuator;

import io.github.jotguard.KeysStatus;
import io.github.jotguard.VerifierStatus;
import io.github.jotguard.logging.Interrupts;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The health of a verifier. An outage of an issuer whose keys may still be used is shown, but does not make the
 * application unhealthy.
 *
 * <p>Internal: may change without notice.
 */
public final class KeysHealth {

    private KeysHealth() {}

    /** The ability to verify tokens. */
    public enum Status {
        UP,
        /** No key was needed yet. */
        UNKNOWN,
        DOWN
    }

    /**
     * The contents of the health endpoint.
     *
     * @param status the ability to verify tokens
     * @param details by issuer, or the type of the failure to find them out
     */
    public record Report(Status status, Map<String, Object> details) {}

    /**
     * Reports the health of a verifier. A verifier of the application, such as a mock in a test, may return null or
     * throw anything: its health is unknown then.
     */
    public static Report report(Supplier<@Nullable VerifierStatus> verifier) {
        try {
            VerifierStatus status = verifier.get();
            return status == null
                    ? new Report(Status.UNKNOWN, Map.of("error", "no status"))
                    : new Report(status(status), details(status));
        } catch (Throwable failure) {
            Interrupts.keep(failure);
            return new Report(Status.UNKNOWN, Map.of("error", failure.getClass().getName()));
        }
    }

    /** Returns the names of the issuers in their order; none if they cannot be found out, as for {@link #report}. */
    public static NavigableSet<String> issuers(Supplier<@Nullable VerifierStatus> verifier) {
        try {
            VerifierStatus status = verifier.get();
            return status == null
                    ? new TreeSet<>()
                    : new TreeSet<>(status.issuers().keySet());
        } catch (Throwable unknown) {
            Interrupts.keep(unknown);
            return new TreeSet<>();
        }
    }

    public static Status status(VerifierStatus status) {
        return switch (status.worstState()) {
            case FRESH, STALE -> Status.UP;
            case NOT_LOADED -> Status.UNKNOWN;
            case UNAVAILABLE, CLOSED -> Status.DOWN;
        };
    }

    /** Returns the details by issuer. */
    public static Map<String, Object> details(VerifierStatus status) {
        Map<String, Object> issuers = new TreeMap<>();
        status.issuers().forEach((issuer, keys) -> issuers.put(issuer, details(keys)));
        return Map.of("issuers", issuers);
    }

    private static Map<String, Object> details(KeysStatus keys) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("state", keys.state().name());
        details.put("source", keys.source());
        details.put("keys", keys.keyIds().size());
        keys.age()
                .ifPresent(age ->
                        details.put("age", Duration.ofSeconds(age.toSeconds()).toString()));
        keys.lastSuccess().ifPresent(time -> details.put("lastSuccess", time.toString()));
        keys.lastError().ifPresent(error -> details.put("lastError", error));
        keys.nextRefresh().ifPresent(time -> details.put("nextRefresh", time.toString()));
        return details;
    }
}
