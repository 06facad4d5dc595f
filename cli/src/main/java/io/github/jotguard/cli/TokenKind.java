package io.github.jotguard.cli;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * The kind of a token by the marks that it has: header {@code typ} (RFC 9068, RFC 9449, OpenID Connect Back-Channel
 * Logout), claims of its kind, and claims of single issuers.
 */
enum TokenKind {
    PROOF(
            "DPoP proof",
            "It proves that a client holds a key, and belongs into the DPoP header. The access token is another one.",
            token -> hasType(token, "dpop+jwt")),
    LOGOUT(
            "logout token",
            "It ends a session and is no access token. No API accepts it.",
            token -> hasType(token, "logout+jwt")
                    || token.claims().get("events") != null
                    || token.claimText("typ").equalsIgnoreCase("Logout")),
    INTROSPECTION(
            "introspection response",
            "It is the answer about a token (RFC 9701), and not the token.",
            token -> hasType(token, "token-introspection+jwt")),
    REFRESH(
            "refresh token",
            "It is for the issuer alone. Exchange it there for an access token, and send that.",
            token -> List.of("refresh", "offline")
                    .contains(token.claimText("typ").toLowerCase(Locale.ROOT))),
    SESSION(
            "session cookie",
            "It is for the application that set it. Ask the issuer for a token (Better Auth: GET /api/auth/token).",
            token -> token.has("session") && token.has("user")),
    LIGHTWEIGHT(
            "lightweight access token",
            "It has neither aud nor sub, so it is for no API. In Keycloak, switch lightweight tokens off for the client.",
            token -> isOfKeycloak(token) && !token.has("aud") && !token.has("sub")),
    ACCESS(
            "access token",
            "It is for an API that aud names.",
            token -> hasType(token, "at+jwt")
                    || isOfKeycloak(token)
                    || token.claimText("token_use").equals("access")),
    ID(
            "ID token",
            "It tells the client who signed in, and is not for APIs. Send the access token.",
            token -> token.claimText("typ").equalsIgnoreCase("ID")
                    || token.claimText("token_use").equals("id")
                    || hasAny(token, "at_hash", "c_hash", "nonce")),
    SERVICE_ACCOUNT(
            "service account token of Kubernetes",
            "It is for what aud names, such as the API server.",
            token -> token.has("kubernetes.io")),
    PROBABLE_ACCESS(
            "access token, probably",
            "It has claims that access tokens have, and no mark that says so.",
            token -> hasAny(token, "scope", "scp", "client_id", "azp", "permissions", "roles", "role")
                    || (token.has("sub") && token.has("aud"))),
    UNKNOWN("signed JWT of no kind that is known here", "Ask its issuer what it is for.", token -> true);

    private final String title;
    private final String sentence;

    @SuppressWarnings("ImmutableEnumChecker") // a lambda without state
    private final Predicate<UnverifiedToken> mark;

    TokenKind(String title, String sentence, Predicate<UnverifiedToken> mark) {
        this.title = title;
        this.sentence = sentence;
        this.mark = mark;
    }

    /** Returns the first kind whose mark the token has. */
    static TokenKind of(UnverifiedToken token) {
        for (TokenKind kind : values()) {
            if (kind.mark.test(token)) {
                return kind;
            }
        }
        return UNKNOWN;
    }

    String title() {
        return title;
    }

    String sentence() {
        return sentence;
    }

    /** Returns whether settings of an API can be meant to accept it. */
    boolean isForApis() {
        return this == ACCESS || this == PROBABLE_ACCESS || this == SERVICE_ACCOUNT || this == UNKNOWN;
    }

    private static boolean isOfKeycloak(UnverifiedToken token) {
        String type = token.claimText("typ");
        return type.equalsIgnoreCase("Bearer") || type.equalsIgnoreCase("DPoP");
    }

    private static boolean hasAny(UnverifiedToken token, String... claims) {
        return List.of(claims).stream().anyMatch(token::has);
    }

    /** Compares media types without {@code application/} (RFC 7515 §4.1.9). */
    private static boolean hasType(UnverifiedToken token, String type) {
        String typ = token.headerText("typ").toLowerCase(Locale.ROOT);
        return typ.equals(type) || typ.equals("application/" + type);
    }
}
