package io.github.jotguard.servlet;

import io.github.jotguard.VerifiedJwt;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads names, such as roles or scopes, from claims: a string separated by spaces or an array of strings; anything else gives none.
 * A claim is named as it is in the token, or by the path to it with dots. Immutable.
 */
record NamesInClaims(List<String> claims) {

    NamesInClaims {
        claims = List.copyOf(claims);
    }

    Set<String> of(VerifiedJwt jwt) {
        Set<String> names = new LinkedHashSet<>();
        claims.forEach(claim -> names.addAll(namesOf(find(jwt.claims(), claim))));
        return Set.copyOf(names);
    }

    /** The literal name first: names that are URLs have dots of their own. */
    private static @Nullable Object find(Map<?, ?> claims, String name) {
        if (claims.containsKey(name)) {
            return claims.get(name);
        }
        int dot = name.indexOf('.');
        return dot > 0 && claims.get(name.substring(0, dot)) instanceof Map<?, ?> nested
                ? find(nested, name.substring(dot + 1))
                : null;
    }

    private static List<String> namesOf(@Nullable Object value) {
        if (value instanceof String text) {
            return List.of(text.split(" ")).stream()
                    .filter(name -> !name.isEmpty())
                    .toList();
        }
        if (value instanceof Collection<?> values && values.stream().allMatch(String.class::isInstance)) {
            return values.stream().map(String.class::cast).toList();
        }
        return List.of();
    }
}
