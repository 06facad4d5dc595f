package io.github.jotguard.settings;

/** The addresses of a Better Auth server with its jwt plugin. */
public final class BetterAuth {

    private static final String BASE_PATH = "/api/auth";
    private static final String JWKS_PATH = BASE_PATH + "/jwks";

    private BetterAuth() {}

    /**
     * Returns the JWKS URI.
     *
     * @param origin scheme, host and port of the server
     */
    public static String jwksUri(String origin) {
        return origin + JWKS_PATH;
    }

    /**
     * Returns the issuer of the tokens of the OAuth provider.
     *
     * @param origin scheme, host and port of the server
     */
    public static String oauthIssuer(String origin) {
        return origin + BASE_PATH;
    }
}
