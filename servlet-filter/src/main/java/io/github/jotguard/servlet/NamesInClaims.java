package io.github.jotguard.servlet;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.bearer.ClaimValues;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads names, such as roles or scopes, from claims: a string separated by spaces or an array of strings. A claim of
 * another type has none. A claim is given by its name in the token, or by a path with dots. Immutable.
 */
record NamesInClaims(List<String> claims) {

    NamesInClaims {
        claims = List.copyOf(claims);
    }

    Set<String> of(VerifiedJwt jwt) {
        if (claims.isEmpty()) {
            return Set.of();
        }
        Set<String> names = new LinkedHashSet<>();
        claims.forEach(claim -> names.addAll(ClaimValues.names(jwt.claims(), claim)));
        return Set.copyOf(names);
    }
}
