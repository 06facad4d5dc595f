package io.github.jotguard.jwks;

import io.github.jotguard.parsing.JsonReader;
import io.github.jotguard.parsing.MalformedTextException;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a JWK Set from where the issuer's metadata say that it is: OpenID Connect Discovery 1.0 §4, else RFC 8414 §3. The address is
 * kept until a fetch from it fails.
 */
final class MetadataDiscovery implements JwkSetCache.Source {

    private static final int MAX_DEPTH = 16;

    private final String issuer;
    private final JwkSetFetcher fetcher;
    private final boolean isPlainHttpAllowed;
    private @Nullable URI jwksUri;

    MetadataDiscovery(String issuer, JwkSetFetcher fetcher, boolean isPlainHttpAllowed) {
        this.issuer = issuer;
        this.fetcher = fetcher;
        this.isPlainHttpAllowed = isPlainHttpAllowed;
    }

    @Override
    public synchronized JwkSetFetcher.Response fetch() throws IOException, InterruptedException {
        URI address = jwksUri == null ? discover() : jwksUri;
        jwksUri = null;
        JwkSetFetcher.Response response = fetcher.fetch(address);
        jwksUri = address;
        return response;
    }

    private URI discover() throws IOException, InterruptedException {
        byte[] metadata;
        try {
            metadata = fetcher.fetch(openIdConfiguration()).body();
        } catch (JwkSetFetchException notThere) {
            metadata = fetcher.fetch(authorizationServerMetadata()).body();
        }
        return jwksUri(metadata);
    }

    /** The well-known path comes after the issuer's own (OpenID Connect Discovery 1.0 §4). */
    private URI openIdConfiguration() {
        return URI.create(withoutTrailingSlash(issuer) + "/.well-known/openid-configuration");
    }

    /** The well-known path comes between host and path (RFC 8414 §3.1). */
    private URI authorizationServerMetadata() {
        URI uri = URI.create(issuer);
        String origin = uri.getScheme() + "://" + uri.getRawAuthority();
        String path = uri.getRawPath() == null ? "" : withoutTrailingSlash(uri.getRawPath());
        return URI.create(origin + "/.well-known/oauth-authorization-server" + path);
    }

    private URI jwksUri(byte[] metadata) throws JwkSetFetchException {
        Map<String, @Nullable Object> members = parse(metadata);
        if (!issuer.equals(members.get("issuer"))) {
            throw new JwkSetFetchException("metadata of another issuer");
        }
        if (!(members.get("jwks_uri") instanceof String address)) {
            throw new JwkSetFetchException("metadata without jwks_uri");
        }
        try {
            return KeyAddress.check(address, isPlainHttpAllowed);
        } catch (IllegalArgumentException notAllowed) {
            throw new JwkSetFetchException("metadata with a jwks_uri that is not allowed");
        }
    }

    private static Map<String, @Nullable Object> parse(byte[] metadata) throws JwkSetFetchException {
        try {
            return JsonReader.parseObject(metadata, MAX_DEPTH, JsonReader.Duplicates.REFUSE);
        } catch (MalformedTextException malformed) {
            throw new JwkSetFetchException("metadata that are not a JSON object");
        }
    }

    private static String withoutTrailingSlash(String text) {
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}
