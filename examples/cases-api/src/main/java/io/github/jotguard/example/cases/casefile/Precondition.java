package io.github.jotguard.example.cases.casefile;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which versions of a case may be changed: those that {@code If-Match} names, or all (RFC 9110 §13.1.1). */
final class Precondition {

    private static final String ANY = "*";

    private final Set<String> etags;

    private Precondition(Set<String> etags) {
        this.etags = etags;
    }

    /** @param ifMatch the values of all {@code If-Match} headers; null without one, which allows every version */
    static Precondition of(@Nullable List<String> ifMatch) {
        if (ifMatch == null) {
            return new Precondition(Set.of(ANY));
        }
        // our tags have no comma, so a tag that is torn apart here is not one of ours
        return new Precondition(ifMatch.stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .map(String::strip)
                .collect(Collectors.toUnmodifiableSet()));
    }

    /** Weak tags ({@code W/"…"}) never match: the comparison is the strong one. */
    boolean allows(Version version) {
        return etags.contains(ANY) || etags.contains(version.etag());
    }
}
