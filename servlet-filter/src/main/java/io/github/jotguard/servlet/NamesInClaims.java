package io.github.jotguard.servlet;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.bearer.ClaimValues;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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
        claims.forEach(claim -> names.addAll(ClaimValues.names(jwt.claims(), claim)));
        return Set.copyOf(names);
    }
}
