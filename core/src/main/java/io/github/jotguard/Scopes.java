package io.github.jotguard;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parses a claim of scopes: a string separated by spaces or an array of strings. Any other value grants nothing. */
final class Scopes {

    private Scopes() {}

    static Set<String> of(@Nullable Object claim) {
        if (claim instanceof String text) {
            return Arrays.stream(text.split(" "))
                    .filter(scope -> !scope.isEmpty())
                    .collect(java.util.stream.Collectors.toUnmodifiableSet());
        }
        if (claim instanceof Collection<?> values && values.stream().allMatch(String.class::isInstance)) {
            Set<String> scopes = new LinkedHashSet<>();
            values.forEach(value -> scopes.add((String) value));
            return Set.copyOf(scopes);
        }
        return Set.of();
    }
}
