package io.github.jotguard.bearer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The response to a request for the metadata of a resource (RFC 9728 §3.2). It needs no token, and pages of every
 * origin may read it. It depends on the method of the request alone. Immutable.
 *
 * @param status the HTTP status: 200, 204 for a preflight, or 405
 * @param headers the header fields in their order
 * @param body the document; null for a response without content
 */
public record MetadataResponse(
        int status, Map<String, String> headers, @Nullable String body) {

    /** Time for which clients may keep the document, in seconds. A changed setting is seen after that time. */
    public static final int MAX_AGE_SECONDS = 300;

    private static final String METHODS = "GET, HEAD, OPTIONS";
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int METHOD_NOT_ALLOWED = 405;

    /**
     * Decides the response.
     *
     * @param method the HTTP method of the request
     */
    public static MetadataResponse of(ResourceMetadata metadata, String method) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Access-Control-Allow-Origin", "*");
        return switch (method) {
            case "GET", "HEAD" -> document(metadata, headers);
            case "OPTIONS" -> preflight(headers);
            default -> notAllowed(headers);
        };
    }

    private static MetadataResponse document(ResourceMetadata metadata, Map<String, String> headers) {
        headers.put("Content-Type", "application/json");
        headers.put("Cache-Control", "public, max-age=" + MAX_AGE_SECONDS);
        return new MetadataResponse(OK, Collections.unmodifiableMap(headers), metadata.json());
    }

    /** A client in a browser may send header fields of its own, such as {@code MCP-Protocol-Version}. */
    private static MetadataResponse preflight(Map<String, String> headers) {
        headers.put("Allow", METHODS);
        headers.put("Access-Control-Allow-Methods", METHODS);
        headers.put("Access-Control-Allow-Headers", "*");
        return new MetadataResponse(NO_CONTENT, Collections.unmodifiableMap(headers), null);
    }

    private static MetadataResponse notAllowed(Map<String, String> headers) {
        headers.put("Allow", METHODS);
        headers.put("Cache-Control", "no-store");
        return new MetadataResponse(METHOD_NOT_ALLOWED, Collections.unmodifiableMap(headers), null);
    }
}
