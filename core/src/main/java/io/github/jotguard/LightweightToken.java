package io.github.jotguard;

/**
 * Recognizes a lightweight access token of Keycloak. Its claim {@code typ} is that of an access token, and it has no
 * audience and no user.
 */
final class LightweightToken {

    static final String WORDS = "(absent), sub too: a lightweight token of Keycloak. Switch it off for the client";

    private LightweightToken() {}

    static boolean is(JwtClaims claims) {
        return claims.audience().isEmpty()
                && claims.subject() == null
                && claims.all().get("typ") instanceof String type
                && (type.equalsIgnoreCase("Bearer") || type.equalsIgnoreCase("DPoP"));
    }
}
