package io.github.jotguard.testing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The pages of one issuer: its JWK Set and, if enabled, its metadata. Thread-safe. */
final class IssuerSite implements LoopbackServer.Site {
    /** The paths of the metadata (OpenID Connect Discovery 1.0 §4 and RFC 8414 §3). */
    private static final Set<String> METADATA_PATHS =
            Set.of("/.well-known/openid-configuration", "/.well-known/oauth-authorization-server");

    private final String jwksPath;
    private final JwkSetEndpoint endpoint;
    private volatile @Nullable String metadata;

    IssuerSite(String jwksPath, JwkSetEndpoint endpoint) {
        this.jwksPath = jwksPath;
        this.endpoint = endpoint;
    }

    void publishMetadata(String json) {
        metadata = json;
    }

    @Override
    public @Nullable Answer answer(String path) throws InterruptedException {
        if (path.equals(jwksPath)) {
            return endpoint.answer();
        }
        String json = metadata;
        if (json == null || !METADATA_PATHS.contains(path)) {
            return null;
        }
        return Answer.of(200, List.of("Content-Type", "application/json"), json.getBytes(StandardCharsets.UTF_8));
    }
}
