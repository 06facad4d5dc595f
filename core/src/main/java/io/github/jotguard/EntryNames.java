package io.github.jotguard;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A name for each entry of a verifier, for status, metrics and log lines; no two are the same. Immutable. */
final class EntryNames {

    /** Of an entry for any issuer that has no name of its own. */
    private static final String ANY = "*";

    private final List<TrustedIssuer> entries;
    private final Map<TrustedIssuer, String> names = new HashMap<>();

    /** @throws IllegalStateException if two entries were given the same name */
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
        return entry.issuers().stream().findFirst().orElse(ANY);
    }

    /** The second entry of an issuer gets a number. */
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
