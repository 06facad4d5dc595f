package io.github.jotguard.spring.settings;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.bearer.ChallengeParameters;
import io.github.jotguard.bearer.DpopChallenge;
import io.github.jotguard.bearer.ResourceIdentifier;
import io.github.jotguard.bearer.ResourceMetadata;
import io.github.jotguard.dpop.DpopMode;
import io.github.jotguard.dpop.DpopSettings;
import io.github.jotguard.logging.LoggerNames;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the properties of the resource (RFC 9728).
 *
 * <p>Internal: may change without notice.
 */
public final class ResourceProperties {

    private static final Logger LOG = LoggerFactory.getLogger(LoggerNames.SPRING);
    private static final String RESOURCE = "jotguard.resource";

    private ResourceProperties() {}

    /**
     * Checks the settings alone.
     *
     * @throws InvalidSettingException if one is wrong or has no effect
     */
    public static void check(JotguardProperties properties) {
        if (properties.resource() == null) {
            reject("jotguard.resource-name", properties.resourceName() != null);
            reject("jotguard.resource-documentation", properties.resourceDocumentation() != null);
            reject("jotguard.scopes-supported", !properties.scopesSupported().isEmpty());
        }
        DpopProperties.check(properties);
        metadata(properties, List.of(), DpopProperties.settings(properties, null));
    }

    private static void reject(String property, boolean isSet) {
        if (isSet) {
            throw new InvalidSettingException(
                    property + " is set, but " + RESOURCE + " is not, so it has no effect.",
                    "Set " + RESOURCE + " to the URL that clients type, such as https://api.example.com/mcp, or remove "
                            + property + ".");
        }
    }

    /** Returns the audiences of tokens for the resource; none without a resource. */
    static List<String> audiences(JotguardProperties properties) {
        ResourceIdentifier resource = identifier(properties);
        return resource == null ? List.of() : resource.audiences();
    }

    /**
     * Returns the resource, or null without one.
     *
     * @throws InvalidSettingException if it is unusable
     */
    static @Nullable ResourceIdentifier identifier(JotguardProperties properties) {
        String resource = properties.resource();
        return resource == null ? null : SettingCheck.use(RESOURCE, () -> ResourceIdentifier.of(resource));
    }

    /**
     * Returns the metadata of the resource with the authorization servers that the verifier trusts.
     *
     * @param dpop the rules for proofs
     * @return null without a resource
     * @throws InvalidSettingException if a setting is wrong
     */
    public static @Nullable ResourceMetadata metadata(
            JotguardProperties properties, JwtVerifier verifier, DpopSettings dpop) {
        ResourceMetadata metadata = metadata(properties, authorizationServers(verifier), dpop);
        if (metadata != null && !metadata.hasAuthorizationServers()) {
            LOG.warn("The metadata of the resource name no authorization server, so clients find no login. Trust an"
                    + " issuer whose iss is a URL. For Better Auth, set jotguard.better-auth.oauth=true");
        }
        return metadata;
    }

    /** Warns of metadata that no client can find, because the server passes on nothing outside of its context path. */
    public static void warnOfContextPath(ResourceMetadata metadata, @Nullable String contextPath) {
        if (contextPath != null && !contextPath.isEmpty() && !contextPath.equals("/")) {
            String path = metadata.resource().metadataPath();
            LOG.warn(
                    "Clients cannot find the metadata of the resource. They request {}, and the server passes the"
                            + " application nothing outside of {}. Remove the context path, or let the reverse proxy"
                            + " pass {} on as {}{}",
                    path,
                    contextPath,
                    path,
                    contextPath,
                    path);
        }
    }

    private static @Nullable ResourceMetadata metadata(
            JotguardProperties properties, List<String> servers, DpopSettings settings) {
        ResourceIdentifier resource = identifier(properties);
        if (resource == null) {
            return null;
        }
        List<String> scopes = properties.scopesSupported().isEmpty()
                ? RequiredScopes.of(properties).all()
                : properties.scopesSupported();
        ResourceMetadata.Builder metadata = ResourceMetadata.builder(resource).authorizationServers(servers);
        if (settings.mode() != DpopMode.REJECT) {
            DpopChallenge dpop = DpopChallenge.of(settings);
            metadata.dpop(dpop.algorithms().stream().map(Enum::name).toList(), dpop.required());
        }
        SettingCheck.use("jotguard.scopes-supported", () -> metadata.scopesSupported(scopes));
        SettingCheck.use("jotguard.resource-name", () -> metadata.name(properties.resourceName()));
        SettingCheck.use(
                "jotguard.resource-documentation", () -> metadata.documentation(properties.resourceDocumentation()));
        return metadata.build();
    }

    /** Returns the servers. A mock of a verifier in a test may return null, which must not stop the startup. */
    private static List<String> authorizationServers(JwtVerifier verifier) {
        List<TrustedIssuer> issuers = verifier.trustedIssuers();
        return issuers == null
                ? List.of()
                : issuers.stream()
                        .flatMap(issuer -> issuer.authorizationServers().stream())
                        .distinct()
                        .toList();
    }

    /** Returns the parameters of every challenge of the resource. */
    public static ChallengeParameters challenges(JotguardProperties properties) {
        ChallengeParameters parameters =
                ChallengeParameters.ofRealm(properties.filter().realmOrDefault());
        ResourceIdentifier resource = identifier(properties);
        return resource == null ? parameters : parameters.withResourceMetadata(resource.metadataUrl());
    }
}
