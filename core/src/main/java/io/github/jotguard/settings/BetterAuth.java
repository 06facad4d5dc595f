package io.github.jotguard.settings;

/** The addresses of a Better Auth server with its jwt plugin. */
public final class BetterAuth {

    private static final String JWKS_PATH = "/api/auth/jwks";

    private BetterAuth() {}

    /**
     * Returns the JWKS URI.
     *
     * @param origin scheme, host and port of the server
     */
    public static String jwksUri(String origin) {
        return origin + JWKS_PATH;
    }
}
