package io.github.jotguard.cli;

import io.github.jotguard.RejectionReason;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Plain sentences: what a check is about, and what to do about a rejection. */
final class Hints {

    private static final Map<String, String> QUESTIONS = Map.ofEntries(
            Map.entry("length", "Is the token short enough?"),
            Map.entry("structure", "Is it a signed JWT, written as the standard requires?"),
            Map.entry("crit", "Does it require an extension? None is supported."),
            Map.entry("iss", "Is it from an issuer that is trusted?"),
            Map.entry("alg", "Is it signed with an algorithm that is allowed?"),
            Map.entry("typ", "Is it the kind of token that is expected?"),
            Map.entry("key", "Does the issuer publish the key that it names?"),
            Map.entry("signature", "Is the signature made with that key, and nothing changed since?"),
            Map.entry("exp", "Is it still valid?"),
            Map.entry("nbf", "Is it valid already?"),
            Map.entry("iat", "Is it issued in the past?"),
            Map.entry("aud", "Is it for this application?"),
            Map.entry("required", "Are all required claims there?"),
            Map.entry("cnf", "Is it usable without a proof of possession?"),
            Map.entry("rules", "Do the rules of the application accept it?"),
            Map.entry("revoked", "Is it not revoked?"));

    private static final Pattern OF_ANOTHER_TYPE = Pattern.compile("\\w+ that is an? .*");

    private Hints() {}

    static String question(String check) {
        return QUESTIONS.getOrDefault(check, "");
    }

    /** Exhaustive on purpose: a new reason does not compile until somebody has thought of a hint. */
    static String remedy(RejectionReason reason) {
        return switch (reason) {
            case MALFORMED ->
                "It looks like a JWT, so it was probably damaged: one character that is changed or cut off "
                        + "leaves what"
                        + " is no base64url or no JSON any more. Else the issuer writes something "
                        + "forbidden, such as a"
                        + " member twice.";
            case TOO_LARGE -> "The issuer puts too much into its tokens; take groups or permissions out of them.";
            case UNSUPPORTED_CRITICAL_HEADER -> "Switch the extension off at the issuer.";
            case WRONG_ISSUER ->
                "Compare the two below character by character: a slash at the end, http, a port, a path.";
            case ALGORITHM_NOT_ALLOWED ->
                "If the issuer means it, allow it with --algorithm; HS256 needs --secret-env.";
            case WRONG_TYPE ->
                "This may be another kind of token of the same issuer, such as an ID token or a session cookie."
                        + " If it is meant, say --type; a token without typ is taken unless --require-type is there.";
            case UNKNOWN_KEY ->
                "The key was withdrawn, is not published yet, was skipped (see the warnings), or the token is from"
                        + " another environment.";
            case BAD_SIGNATURE -> "The token was changed or cut, or the two sides have different keys or secrets.";
            case EXPIRED ->
                "Ask for a new token. If that has expired too, compare the clocks and the lifetime that the issuer"
                        + " gives.";
            case NOT_YET_VALID, ISSUED_IN_FUTURE -> "Compare the clocks of this machine and of the issuer.";
            case WRONG_AUDIENCE ->
                "The token is for another application. Compare the two below; an ID token in place of an access"
                        + " token looks like this too.";
            case MISSING_CLAIM ->
                "The issuer does not put this claim in. Some name the audience elsewhere: see --audience-claim."
                        + " Lightweight access tokens of Keycloak have neither aud nor sub: switch them off "
                        + "for the client.";
            case SENDER_CONSTRAINED ->
                "The issuer bound this token to a key of the client. Ask it for a bearer token, or verify the proof"
                        + " (docs/bound-tokens.md). To accept it from anyone who has it, say"
                        + " --accept-bound-tokens-without-proof.";
            case CLAIM_REJECTED, REVOKED -> "A rule of the application rejects it.";
        };
    }

    /**
     * Returns the remedy for a token that looks like a JWT and does not follow the standards.
     *
     * @param expected of the check that failed
     * @param actual of the same
     */
    static String malformed(String expected, String actual) {
        if (actual.equals("duplicate member")) {
            return "The issuer writes a member twice. It must write each once: two readers of such a token "
                    + "can see two"
                    + " users.";
        }
        if (actual.equals("nested too deep")) {
            return "The issuer nests its claims deeper than 64 levels; take them out of the token.";
        }
        if (expected.startsWith("kid of at most")) {
            return "The issuer names its key with more characters than are read; give the key a shorter kid.";
        }
        if (OF_ANOTHER_TYPE.matcher(expected).matches()) {
            return "The issuer writes this as another type than the standard requires (RFC 7519 §4.1), such "
                    + "as a number for"
                    + " sub. Change that at the issuer.";
        }
        return remedy(RejectionReason.MALFORMED);
    }

    /** @param metadata the places where the address of the keys is looked for; none if it is known */
    static String keysUnavailable(List<String> metadata) {
        String notJudged = "The token was not verified; it may be valid.";
        if (!metadata.isEmpty()) {
            return "The place of the keys is looked for at " + String.join(", else at ", metadata)
                    + ". An issuer without"
                    + " metadata needs --jwks ADDRESS, and a Better Auth server --better-auth ORIGIN. " + notJudged;
        }
        return "Look at the address in a browser: is it a JWK Set, reachable from here, with a certificate that Java"
                + " trusts, without a redirect? " + notJudged;
    }
}
