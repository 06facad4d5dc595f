package io.github.jotguard.bearer;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that every challenge of a resource has, whatever its error (RFC 6750 §3, RFC 9728 §5.1). They consist
 * of settings alone, so that nothing of a request gets into a challenge. Immutable.
 *
 * @param realm the protection space (RFC 9110 §11.5), in the characters that {@link ChallengeText} allows
 * @param scopes the scopes that the request needs, in the order of the challenge; empty for a challenge without them
 * @param resourceMetadata the address of the resource's metadata, or null for a challenge without it
 * @param dpop the announcement of the scheme {@code DPoP}, or null for challenges with {@code Bearer} alone
 */
public record ChallengeParameters(
        String realm,
        List<String> scopes,
        @Nullable String resourceMetadata,
        @Nullable DpopChallenge dpop) {

    private static final Pattern OF_TOKENS = Pattern.compile("(?i)^\\s*(?:Bearer|DPoP)(?=\\s|$)");
    /** The parameter with the comma before it, or as the first of several with the comma after it. */
    private static final Pattern METADATA =
            Pattern.compile("(?i),\\s*resource_metadata=\"[^\"]*\"|(?<=\\s)resource_metadata=\"[^\"]*\"(?:\\s*,\\s*)?");

    private static final Pattern SCOPE = Pattern.compile("(?i)[\\s,]scope=");

    /**
     * Copies the scopes.
     *
     * @throws IllegalArgumentException if realm, scope or address has a character that a challenge cannot hold
     */
    public ChallengeParameters {
        ChallengeText.require("realm", realm);
        scopes = ChallengeText.requireScopes(List.copyOf(scopes));
        if (resourceMetadata != null) {
            ChallengeText.require("address of the resource metadata", resourceMetadata);
        }
    }

    /**
     * Completes a challenge that another library has made: adds the scopes if it names none, and the address of the
     * resource's metadata, which replaces one that the library derived from the request.
     *
     * @param challenge a value of {@code WWW-Authenticate}
     * @return the challenge itself if its scheme is neither {@code Bearer} nor {@code DPoP}, or there is nothing to add
     */
    public String complete(String challenge) {
        if (!OF_TOKENS.matcher(challenge).find()) {
            return challenge;
        }
        String completed = resourceMetadata == null
                ? challenge.strip()
                : METADATA.matcher(challenge).replaceAll("").strip();
        if (!scopes.isEmpty() && !SCOPE.matcher(completed).find()) {
            completed = append(completed, "scope", String.join(" ", scopes));
        }
        return resourceMetadata == null ? completed : append(completed, "resource_metadata", resourceMetadata);
    }

    private static String append(String challenge, String name, String value) {
        return challenge + (challenge.indexOf('=') < 0 ? " " : ", ") + name + "=\"" + value + "\"";
    }

    /** Returns parameters with a realm alone. */
    public static ChallengeParameters ofRealm(String realm) {
        return new ChallengeParameters(realm, List.of(), null, null);
    }

    /**
     * Returns parameters with the scopes that the request needs.
     *
     * @param needed in the order of the challenge; empty for a challenge without them
     */
    public ChallengeParameters withScopes(Collection<String> needed) {
        return needed.isEmpty() && scopes.isEmpty()
                ? this
                : new ChallengeParameters(realm, List.copyOf(needed), resourceMetadata, dpop);
    }

    /**
     * Returns a copy with the address of the resource's metadata (RFC 9728 §5.1).
     *
     * @param address an absolute URL
     */
    public ChallengeParameters withResourceMetadata(String address) {
        return new ChallengeParameters(realm, scopes, address, dpop);
    }

    /**
     * Returns a copy that announces the scheme {@code DPoP} (RFC 9449 §7.1).
     *
     * @param announcement or null for {@code Bearer} alone
     */
    public ChallengeParameters withDpop(@Nullable DpopChallenge announcement) {
        return new ChallengeParameters(realm, scopes, resourceMetadata, announcement);
    }
}
