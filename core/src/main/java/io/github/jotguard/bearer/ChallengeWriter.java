package io.github.jotguard.bearer;

import java.util.ArrayList;
import java.util.List;

/** Writes the challenges of one error (RFC 6750 §3, RFC 9449 §7.1). */
final class ChallengeWriter {

    /** The length of most challenges at most; a longer one costs a copy. */
    private static final int MOST_CHARACTERS = 128;

    private final BearerError error;
    private final ChallengeParameters parameters;

    ChallengeWriter(BearerError error, ChallengeParameters parameters) {
        this.error = error;
        this.parameters = parameters;
    }

    /** Returns a challenge for each scheme that is taken, that with the error first. */
    List<String> all() {
        if (parameters.dpop() == null) {
            return List.of(withError());
        }
        List<String> challenges = new ArrayList<>();
        challenges.add(withError());
        for (AuthScheme scheme : AuthScheme.values()) {
            if (isTaken(scheme) && scheme != schemeOfError()) {
                challenges.add(ended(begun(scheme), scheme));
            }
        }
        return List.copyOf(challenges);
    }

    /** Returns the challenge of the scheme that the error belongs to. */
    String withError() {
        AuthScheme scheme = schemeOfError();
        StringBuilder challenge = begun(scheme);
        if (error.error() != null) {
            append(challenge, "error", error.error());
            append(challenge, "error_description", error.detail());
        }
        return ended(challenge, scheme);
    }

    /** The scheme of the error, or the one that is taken. */
    private AuthScheme schemeOfError() {
        if (isTaken(error.scheme())) {
            return error.scheme();
        }
        return error.scheme() == AuthScheme.DPOP ? AuthScheme.BEARER : AuthScheme.DPOP;
    }

    private boolean isTaken(AuthScheme scheme) {
        DpopChallenge dpop = parameters.dpop();
        return scheme == AuthScheme.DPOP ? dpop != null : dpop == null || !dpop.required();
    }

    private StringBuilder begun(AuthScheme scheme) {
        return new StringBuilder(MOST_CHARACTERS)
                .append(scheme.text())
                .append(" realm=\"")
                .append(parameters.realm())
                .append('"');
    }

    private String ended(StringBuilder challenge, AuthScheme scheme) {
        List<String> needed = error.scopes().isEmpty() ? parameters.scopes() : error.scopes();
        if (!needed.isEmpty()) {
            append(challenge, "scope", String.join(" ", needed));
        }
        DpopChallenge dpop = parameters.dpop();
        if (scheme == AuthScheme.DPOP && dpop != null) {
            append(challenge, "algs", dpop.algorithmNames());
        }
        if (parameters.resourceMetadata() != null) {
            append(challenge, "resource_metadata", parameters.resourceMetadata());
        }
        return challenge.toString();
    }

    private static void append(StringBuilder challenge, String name, String value) {
        challenge.append(", ").append(name).append("=\"").append(value).append('"');
    }
}
