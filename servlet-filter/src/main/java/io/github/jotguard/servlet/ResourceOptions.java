package io.github.jotguard.servlet;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.bearer.ChallengeText;
import io.github.jotguard.bearer.DpopChallenge;
import io.github.jotguard.bearer.ResourceIdentifier;
import io.github.jotguard.bearer.ResourceMetadata;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The options of a filter about its resource (RFC 9728). Not thread-safe. */
final class ResourceOptions {

    private @Nullable ResourceIdentifier resource;
    private @Nullable String name;
    private @Nullable String documentation;
    private List<String> scopes = List.of();

    void resource(String url) {
        this.resource = ResourceIdentifier.of(url);
    }

    void name(String text) {
        this.name = text;
    }

    void documentation(String url) {
        this.documentation = url;
    }

    void scopes(List<String> all) {
        this.scopes = ChallengeText.requireScopes(all);
    }

    /** Returns the origin of the resource, which is how clients see this server; empty without a resource. */
    Optional<String> origin() {
        return Optional.ofNullable(resource).map(ResourceIdentifier::origin);
    }

    /**
     * Returns the document.
     *
     * @param dpop the announcement of DPoP, or null if it is not taken
     * @param required the scopes that the filter requires, which are supported by default
     * @return null without a resource
     * @throws IllegalStateException if another option was set without the resource
     */
    @Nullable
    ResourceMetadata metadata(JwtVerifier verifier, Collection<String> required, @Nullable DpopChallenge dpop) {
        if (resource == null) {
            reject("resourceName", name != null);
            reject("resourceDocumentation", documentation != null);
            reject("scopesSupported", !scopes.isEmpty());
            return null;
        }
        ResourceMetadata.Builder document = ResourceMetadata.builder(resource);
        if (dpop != null) {
            document.dpop(dpop.algorithms().stream().map(Enum::name).toList(), dpop.required());
        }
        return document.authorizationServers(verifier.trustedIssuers().stream()
                        .flatMap(issuer -> issuer.authorizationServers().stream())
                        .distinct()
                        .toList())
                .scopesSupported(scopes.isEmpty() ? required : scopes)
                .name(name)
                .documentation(documentation)
                .build();
    }

    private static void reject(String option, boolean isSet) {
        if (isSet) {
            throw new IllegalStateException(option + " has no effect without resource. Set resource or remove it.");
        }
    }
}
