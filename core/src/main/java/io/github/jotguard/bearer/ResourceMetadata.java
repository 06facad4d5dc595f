package io.github.jotguard.bearer;

import static java.util.Objects.requireNonNull;

import io.github.jotguard.settings.InvalidOptionException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The metadata of a protected resource (RFC 9728 §2) as a JSON document. Each member is a setting, or is absent.
 * Immutable and thread-safe.
 */
public final class ResourceMetadata {

    private final ResourceIdentifier resource;
    private final boolean hasAuthorizationServers;
    private final String json;

    private ResourceMetadata(ResourceIdentifier resource, boolean hasAuthorizationServers, String json) {
        this.resource = resource;
        this.hasAuthorizationServers = hasAuthorizationServers;
        this.json = json;
    }

    /** Returns a builder of the document for a resource. */
    public static Builder builder(ResourceIdentifier resource) {
        return new Builder(requireNonNull(resource, "resource"));
    }

    /** Returns the identifier of the resource. */
    public ResourceIdentifier resource() {
        return resource;
    }

    /** Returns whether clients find an authorization server in the document. */
    public boolean hasAuthorizationServers() {
        return hasAuthorizationServers;
    }

    /** Returns the document. It is the same for every request. */
    public String json() {
        return json;
    }

    /** The members of a document. Not thread-safe; the document that {@link #build()} returns is. */
    public static final class Builder {

        private final ResourceIdentifier resource;
        private final List<String> authorizationServers = new ArrayList<>();
        private final List<String> scopes = new ArrayList<>();
        private final List<String> proofAlgorithms = new ArrayList<>();
        private @Nullable String name;
        private @Nullable String documentation;
        private boolean proofsRequired;
        private boolean certificateBound;

        private Builder(ResourceIdentifier resource) {
            this.resource = resource;
        }

        /**
         * Adds the issuers at which clients can obtain tokens. Clients of MCP use the first.
         *
         * @param issuers issuer identifiers (RFC 8414 §2); none leaves the member out
         */
        public Builder authorizationServers(Collection<String> issuers) {
            authorizationServers.addAll(issuers);
            return this;
        }

        /**
         * Adds the scopes that clients may request.
         *
         * @param all in the order of the document; none leaves the member out
         * @throws IllegalArgumentException if one is empty or has a character that RFC 6749 §3.3 does not allow
         */
        public Builder scopesSupported(Collection<String> all) {
            scopes.addAll(ChallengeText.requireScopes(List.copyOf(all)));
            return this;
        }

        /**
         * Names the resource for the people whom a client asks for consent.
         *
         * @param text in any language; null leaves the member out
         * @throws InvalidOptionException if it is blank
         */
        public Builder name(@Nullable String text) {
            if (text != null && text.isBlank()) {
                throw new InvalidOptionException("resourceName", "must not be blank. Write a name or remove it");
            }
            this.name = text;
            return this;
        }

        /**
         * Names the page with information for developers.
         *
         * @param url an absolute http or https URL; null leaves the member out
         * @throws InvalidOptionException if it is not one
         */
        public Builder documentation(@Nullable String url) {
            if (url != null && !isWebAddress(url)) {
                throw new InvalidOptionException(
                        "resourceDocumentation",
                        "must be an absolute URL. Write the address of a page, such as https://docs.example.com/api");
            }
            this.documentation = url;
            return this;
        }

        /**
         * States the algorithms of DPoP proofs.
         *
         * @param algorithms in the order of the document; none leaves the member out, which means no DPoP
         * @param required whether every token must be bound to a key
         */
        public Builder dpop(Collection<String> algorithms, boolean required) {
            proofAlgorithms.addAll(algorithms);
            this.proofsRequired = required;
            return this;
        }

        /** States that tokens bound to a client certificate are accepted with that certificate (RFC 8705 §3). */
        public Builder certificateBound(boolean accepted) {
            this.certificateBound = accepted;
            return this;
        }

        /** Builds the document. */
        public ResourceMetadata build() {
            StringJoiner members = new StringJoiner(",", "{", "}");
            add(members, "resource", resource.value());
            add(members, "authorization_servers", authorizationServers);
            add(members, "scopes_supported", scopes);
            add(members, "bearer_methods_supported", List.of("header"));
            add(members, "resource_name", name);
            add(members, "resource_documentation", documentation);
            add(members, "tls_client_certificate_bound_access_tokens", certificateBound);
            add(members, "dpop_signing_alg_values_supported", proofAlgorithms);
            add(members, "dpop_bound_access_tokens_required", proofsRequired);
            return new ResourceMetadata(resource, !authorizationServers.isEmpty(), members.toString());
        }

        private static void add(StringJoiner members, String member, @Nullable String value) {
            if (value != null) {
                members.add(JsonText.quoted(member) + ":" + JsonText.quoted(value));
            }
        }

        /** An array with no elements must be absent (RFC 9728 §3.2). */
        private static void add(StringJoiner members, String member, List<String> values) {
            if (!values.isEmpty()) {
                members.add(JsonText.quoted(member) + ":" + JsonText.array(values));
            }
        }

        /** Leaves out false, which is the default of both members that are boolean. */
        private static void add(StringJoiner members, String member, boolean value) {
            if (value) {
                members.add(JsonText.quoted(member) + ":true");
            }
        }

        private static boolean isWebAddress(String url) {
            try {
                URI uri = new URI(url);
                boolean isWeb = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
                return isWeb && uri.getHost() != null && uri.getRawUserInfo() == null;
            } catch (URISyntaxException malformed) {
                return false;
            }
        }
    }
}
