package io.github.jotguard.bearer;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads names, such as roles or scopes, from claims. */
public final class ClaimValues {

    private static final char DOT = '.';

    private ClaimValues() {}

    /**
     * Reads the names in a claim: a string separated by spaces or an array of strings. Any other value gives none.
     *
     * @param path the name of a claim, or the path to it with dots between the names. Names may contain dots (a URL, a
     *     client ID), so the longest name that is present has priority
     * @return the names in their order, none blank
     */
    public static List<String> names(Map<?, ?> claims, String path) {
        return namesOf(find(claims, path));
    }

    /** Finds the value of a path. It tries shorter names if a longer one does not lead to a value. */
    private static @Nullable Object find(Map<?, ?> claims, String path) {
        Object whole = claims.get(path);
        if (whole != null) {
            return whole;
        }
        for (int dot = path.lastIndexOf(DOT); dot > 0; dot = path.lastIndexOf(DOT, dot - 1)) {
            if (claims.get(path.substring(0, dot)) instanceof Map<?, ?> nested) {
                Object found = find(nested, path.substring(dot + 1));
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static List<String> namesOf(@Nullable Object value) {
        if (value instanceof String text) {
            return Arrays.stream(text.split(" "))
                    .filter(name -> !name.isBlank())
                    .toList();
        }
        if (value instanceof Collection<?> values && values.stream().allMatch(String.class::isInstance)) {
            return values.stream()
                    .map(String.class::cast)
                    .filter(name -> !name.isBlank())
                    .toList();
        }
        return List.of();
    }
}
