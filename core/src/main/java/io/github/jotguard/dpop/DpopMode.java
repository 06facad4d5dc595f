package io.github.jotguard.dpop;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The handling of tokens that are bound to a DPoP key (RFC 9449 §7). */
public enum DpopMode {
    /** Bound tokens are rejected, and the scheme {@code DPoP} is unknown. */
    REJECT,
    /** Bound tokens require a proof. Other tokens are accepted under the scheme {@code Bearer} (RFC 9449 §7.2). */
    ACCEPT,
    /** Every token must be bound and requires a proof. */
    REQUIRE;

    /**
     * Finds the mode that a setting names, in any case.
     *
     * @param name such as {@code accept}
     * @return empty if it names none
     */
    public static Optional<DpopMode> ofName(String name) {
        return Arrays.stream(values())
                .filter(mode -> mode.settingName().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** Returns the name in settings, in lower case. */
    public String settingName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
