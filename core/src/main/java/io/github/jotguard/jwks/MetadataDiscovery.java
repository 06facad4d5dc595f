package io.github.jotguard.jwks;

import io.github.jotguard.parsing.JsonReader;
import io.github.jotguard.parsing.MalformedTextException;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a JWK Set from where the issuer's metadata say that it is: OpenID Connect Discovery 1.0 §4, else RFC 8414 §3. The address is
 * kept until a fetch from it fails, unless the issuer only asks for patience.
 */
final class MetadataDiscovery implements JwkSetRefresher.Source {

    private static final int MAX_DEPTH = 16;

    private final String issuer;
    private final JwkSetFetcher fetcher;
    private final boolean isPlainHttpAllowed;
    private volatile @Nullable URI jwksUri;

    MetadataDiscovery(String issuer, JwkSetFetcher fetcher, boolean isPlainHttpAllowed) {
        this.issuer = issuer;
        this.fetcher = fetcher;
        this.isPlainHttpAllowed = isPlainHttpAllowed;
    }

    @Override
    public JwkSetFetcher.Response fetch() throws IOException, InterruptedException {
        URI known = jwksUri;
        URI address = known == null ? discover() : known;
        try {
            JwkSetFetcher.Response response = fetcher.fetch(address);
            jwksUri = address;
            return response;
        } catch (IOException failure) {
            if (!asksForPatience(failure)) {
                jwksUri = null;
            }
            throw failure;
        }
    }

    /** Only an answer that is not metadata leads to the second place; an issuer that does not answer is not asked twice. */
    private URI discover() throws IOException, InterruptedException {
        Map<String, @Nullable Object> metadata;
        try {
            metadata = fetchMetadata(openIdConfiguration());
        } catch (JwkSetFetchException notThere) {
            if (asksForPatience(notThere)) {
                throw notThere;
            }
            metadata = fetchFromSecondPlace(notThere);
        }
        return jwksUri(metadata);
    }

    private Map<String, @Nullable Object> fetchFromSecondPlace(JwkSetFetchException first)
            throws IOException, InterruptedException {
        try {
            return fetchMetadata(authorizationServerMetadata());
        } catch (JwkSetFetchException second) {
            if (asksForPatience(second) || String.valueOf(second.getMessage()).equals(first.getMessage())) {
                throw second;
            }
            throw new JwkSetFetchException(first.getMessage() + "; at the place of RFC 8414: " + second.getMessage());
        }
    }

    private static boolean asksForPatience(IOException failure) {
        return failure instanceof JwkSetFetchException told && told.retryAfter().isPresent();
    }

    private Map<String, @Nullable Object> fetchMetadata(URI address) throws IOException, InterruptedException {
        byte[] metadata;
        try {
            metadata = fetcher.fetch(address).body();
        } catch (JwkSetFetchException refused) {
            throw new JwkSetFetchException(
                    "no metadata: " + refused.getMessage(), refused.retryAfter().orElse(null));
        }
        try {
            return JsonReader.parseObject(metadata, MAX_DEPTH, JsonReader.Duplicates.REFUSE);
        } catch (MalformedTextException malformed) {
            String kind = BodyKind.of(metadata).map(what -> ": " + what).orElse("");
            throw new JwkSetFetchException("metadata that are not a JSON object" + kind);
        }
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

    private URI jwksUri(Map<String, @Nullable Object> metadata) throws JwkSetFetchException {
        if (!(metadata.get("issuer") instanceof String name)) {
            throw new JwkSetFetchException("metadata without issuer");
        }
        if (!issuer.equals(name)) {
            throw new JwkSetFetchException("metadata of another issuer: " + IssuerText.of(name));
        }
        if (!(metadata.get("jwks_uri") instanceof String address)) {
            throw new JwkSetFetchException("metadata without jwks_uri");
        }
        try {
            return checkAddress(KeyAddress.check(address, isPlainHttpAllowed));
        } catch (IllegalArgumentException notAllowed) {
            throw new JwkSetFetchException("metadata with a jwks_uri that is not allowed"
                    + (address.startsWith("http:") ? ": http, not https" : ""));
        }
    }

    /** An issuer on the network may send us to its keys, but not to this machine. */
    private URI checkAddress(URI uri) throws JwkSetFetchException {
        if (isHttps(URI.create(issuer)) && !isHttps(uri)) {
            throw new IllegalArgumentException("from https to http");
        }
        if (uri.equals(openIdConfiguration()) || uri.equals(authorizationServerMetadata())) {
            throw new JwkSetFetchException("metadata with a jwks_uri that points to metadata");
        }
        return uri;
    }

    private static boolean isHttps(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    private static String withoutTrailingSlash(String text) {
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}
