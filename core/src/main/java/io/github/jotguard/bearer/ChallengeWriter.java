package io.github.jotguard.bearer;

import java.util.ArrayList;
import java.util.List;

/** Writes the challenges of one error (RFC 6750 §3, RFC 9449 §7.1). */
final class ChallengeWriter {

    private final BearerError error;
    private final ChallengeParameters parameters;

    ChallengeWriter(BearerError error, ChallengeParameters parameters) {
        this.error = error;
        this.parameters = parameters;
    }

    /** Returns a challenge for each scheme that is taken, that with the error first. */
    List<String> all() {
        List<String> challenges = new ArrayList<>();
        challenges.add(withError());
        for (AuthScheme scheme : AuthScheme.values()) {
            if (isTaken(scheme) && scheme != schemeOfError()) {
                challenges.add(begun(scheme).append(rest(scheme)).toString());
            }
        }
        return List.copyOf(challenges);
    }

    /** Returns the challenge of the scheme that the error belongs to. */
    String withError() {
        StringBuilder challenge = begun(schemeOfError());
        if (error.error() != null) {
            append(challenge, "error", error.error());
            append(challenge, "error_description", error.detail());
        }
        return challenge.append(rest(schemeOfError())).toString();
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
        return new StringBuilder(scheme.text()).append(" realm=").append(quoted(parameters.realm()));
    }

    private StringBuilder rest(AuthScheme scheme) {
        StringBuilder rest = new StringBuilder();
        List<String> needed = error.scopes().isEmpty() ? parameters.scopes() : error.scopes();
        if (!needed.isEmpty()) {
            append(rest, "scope", String.join(" ", needed));
        }
        DpopChallenge dpop = parameters.dpop();
        if (scheme == AuthScheme.DPOP && dpop != null) {
            append(rest, "algs", dpop.algorithmNames());
        }
        if (parameters.resourceMetadata() != null) {
            append(rest, "resource_metadata", parameters.resourceMetadata());
        }
        return rest;
    }

    private static void append(StringBuilder challenge, String name, String value) {
        challenge.append(", ").append(name).append('=').append(quoted(value));
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }
}
