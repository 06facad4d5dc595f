package io.github.jotguard;

import io.github.jotguard.json.AddressText;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The unique name of each entry of a verifier, for status, metrics and log lines. Immutable. */
final class EntryNames {

    /** The name of an entry for any issuer that was given no name. */
    private static final String ANY = "*";

    private final List<TrustedIssuer> entries;
    private final Map<TrustedIssuer, String> names = new HashMap<>();

    /**
     * Names the entries.
     *
     * @throws IllegalStateException if two entries were given the same name
     */
    EntryNames(List<TrustedIssuer> entries) {
        this.entries = List.copyOf(entries);
        for (TrustedIssuer entry : entries) {
            entry.name().ifPresent(name -> put(entry, name));
        }
        for (TrustedIssuer entry : entries) {
            if (entry.name().isEmpty()) {
                names.put(entry, free(byDefault(entry), names.values()));
            }
        }
    }

    private void put(TrustedIssuer entry, String name) {
        if (names.containsValue(name)) {
            throw new IllegalStateException(
                    "Two entries have the name " + LogText.of(name) + ". Give each a name(...) of its own");
        }
        names.put(entry, name);
    }

    private static String byDefault(TrustedIssuer entry) {
        return entry.issuers().stream().findFirst().map(EntryNames::shown).orElse(ANY);
    }

    /** Returns an issuer as it may be shown: an address without user info and query, which can hold a password or key. */
    static String shown(String issuer) {
        return issuer.contains("://") && AddressText.mayHoldPassword(issuer) ? AddressText.of(issuer) : issuer;
    }

    /** Appends a number to the name of a further entry of the same issuer. */
    private static String free(String name, Collection<String> taken) {
        String candidate = name;
        for (int number = 2; taken.contains(candidate); number++) {
            candidate = name + "#" + number;
        }
        return candidate;
    }

    List<TrustedIssuer> entries() {
        return entries;
    }

    String of(TrustedIssuer entry) {
        return names.getOrDefault(entry, ANY);
    }
}
