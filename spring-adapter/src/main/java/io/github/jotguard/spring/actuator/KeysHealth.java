package io.github.jotguard.spring.actuator;

import io.github.jotguard.KeysStatus;
import io.github.jotguard.VerifierStatus;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

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
