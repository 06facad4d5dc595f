package io.github.jotguard.jwks;

import io.github.jotguard.json.JsonReader;
import io.github.jotguard.json.MalformedTextException;
import io.github.jotguard.jwk.BodyKind;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a JWK Set from the JWKS URI in the issuer's metadata: OpenID Connect Discovery 1.0 §4, or else RFC 8414 §3.
 * It keeps nothing: {@link JwkSetState} has the known JWKS URI and decides when the metadata are read again. If that
 * fails, the known URI is used.
 */
final class MetadataDiscovery implements JwkSetSource {

    private static final int MAX_DEPTH = 16;

    private final String issuer;
    private final JwkSetFetcher fetcher;
    private final boolean isPlainHttpAllowed;

    MetadataDiscovery(String issuer, JwkSetFetcher fetcher, boolean isPlainHttpAllowed) {
        this.issuer = issuer;
        this.fetcher = fetcher;
        this.isPlainHttpAllowed = isPlainHttpAllowed;
    }

    @Override
    public JwkSetFetcher.Response fetch(@Nullable URI known, boolean isMetadataDue, JwkSetSource.Progress progress)
            throws IOException, InterruptedException {
        return fetcher.fetch(known != null && !isMetadataDue ? known : discover(known, progress));
    }

    private URI discover(@Nullable URI known, JwkSetSource.Progress progress) throws IOException, InterruptedException {
        try {
            return discover(progress);
        } catch (IOException failure) {
            if (known == null) {
                throw failure;
            }
            progress.notice("the metadata cannot be read again (" + FailureWords.of(failure)
                    + "), so the last known JWKS URI is used");
            return known;
        }
    }

    /**
     * Discovers the JWKS URI. Only a response that is not metadata leads to the second place. An issuer that does not
     * respond is not called twice.
     */
    private URI discover(JwkSetSource.Progress progress) throws IOException, InterruptedException {
        Metadata metadata;
        try {
            metadata = fetchMetadata(openIdConfiguration());
        } catch (JwkSetFetchException notThere) {
            if (asksForPatience(notThere)) {
                throw notThere;
            }
            metadata = fetchFromSecondPlace(notThere);
        }
        URI jwksUri = jwksUri(metadata.members());
        progress.metadataRead(jwksUri, metadata.maxAge());
        return jwksUri;
    }

    private Metadata fetchFromSecondPlace(JwkSetFetchException first) throws IOException, InterruptedException {
        try {
            return fetchMetadata(authorizationServerMetadata());
        } catch (JwkSetFetchException second) {
            if (asksForPatience(second) || String.valueOf(second.getMessage()).equals(first.getMessage())) {
                throw second;
            }
            throw caused(first.getMessage() + "; at the place of RFC 8414: " + second.getMessage(), null, second);
        }
    }

    private record Metadata(Map<String, @Nullable Object> members, Optional<Duration> maxAge) {}

    private static boolean asksForPatience(IOException failure) {
        return failure instanceof JwkSetFetchException told && told.retryAfter().isPresent();
    }

    private Metadata fetchMetadata(URI address) throws IOException, InterruptedException {
        JwkSetFetcher.Response response;
        try {
            response = fetcher.fetch(address);
        } catch (JwkSetFetchException rejected) {
            throw caused(
                    "no metadata: " + rejected.getMessage(),
                    rejected.retryAfter().orElse(null),
                    rejected);
        }
        try {
            return new Metadata(
                    JsonReader.parseObject(response.body(), MAX_DEPTH, JsonReader.Duplicates.REJECT),
                    response.maxAge());
        } catch (MalformedTextException malformed) {
            String kind = BodyKind.of(response.body()).map(what -> ": " + what).orElse("");
            throw caused("metadata that are not a JSON object" + kind, null, malformed);
        }
    }

    /** Returns the address with the well-known path after the issuer's own path (OpenID Connect Discovery 1.0 §4). */
    private URI openIdConfiguration() {
        return URI.create(withoutTrailingSlash(issuer) + "/.well-known/openid-configuration");
    }

    /** Returns the address with the well-known path between host and path (RFC 8414 §3.1). */
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
            throw new JwkSetFetchException("metadata of another issuer: " + IssuerText.of(name)
                    + (withoutTrailingSlash(issuer).equals(withoutTrailingSlash(name))
                            ? " (only the slash at the end differs)"
                            : ""));
        }
        if (!(metadata.get("jwks_uri") instanceof String address)) {
            throw new JwkSetFetchException("metadata without jwks_uri");
        }
        try {
            return checkAddress(JwksUri.check(address, isPlainHttpAllowed));
        } catch (IllegalArgumentException notAllowed) {
            throw caused("metadata with a jwks_uri that is not allowed" + whyNotAllowed(address), null, notAllowed);
        }
    }

    private static String whyNotAllowed(String address) {
        if (address.regionMatches(true, 0, "http:", 0, "http:".length())) {
            return ": http, not https";
        }
        return JwksUri.hasUnderscore(address) ? ": an underscore in the host name" : "";
    }

    private static JwkSetFetchException caused(String message, @Nullable Duration retryAfter, Exception cause) {
        JwkSetFetchException failure = new JwkSetFetchException(message, retryAfter);
        failure.initCause(cause);
        return failure;
    }

    /** Checks a JWKS URI of metadata. An https issuer may not name an http address, such as one on this machine. */
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
