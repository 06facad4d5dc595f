package io.github.jotguard.bearer;

import io.github.jotguard.settings.InvalidOptionException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The identifier of a protected resource (RFC 9728 §1.2, RFC 8707 §2): the URL that clients type. It comes from a
 * setting, so nothing of a request can change it. Immutable.
 */
public final class ResourceIdentifier {

    /** The path that is inserted before the path of the resource (RFC 9728 §3). */
    public static final String WELL_KNOWN_PATH = "/.well-known/oauth-protected-resource";

    private static final String OPTION = "resource";
    private static final String EXAMPLE = "Write the URL that clients type, such as https://api.example.com/mcp";
    private static final int MAX_PORT = 65_535;
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");
    /** A segment of one or two dots, which clients remove before they send a URL (RFC 3986 §5.2.4). */
    private static final Pattern DOT_SEGMENT = Pattern.compile("(?i)/(\\.|%2e){1,2}(?=/|$)");

    private final String value;
    private final URI uri;

    private ResourceIdentifier(String value, URI uri) {
        this.value = value;
        this.uri = uri;
    }

    /**
     * Parses an identifier.
     *
     * @param text an absolute https URL, or http to loopback; without fragment, user info and a dot at the end of the
     *     host
     * @throws InvalidOptionException if it is not one; the message names the mistake and holds nothing of the text
     */
    public static ResourceIdentifier of(String text) {
        if (text.isBlank() || !text.chars().allMatch(c -> c > ' ' && c <= '~')) {
            throw wrong("must be a URL in ASCII without spaces");
        }
        URI uri = parse(text);
        checkHost(uri);
        checkScheme(uri);
        if (uri.getRawUserInfo() != null) {
            throw wrong("must not have user info");
        }
        if (uri.getRawFragment() != null) {
            throw wrong("must not have a fragment");
        }
        if (DOT_SEGMENT.matcher(uri.getRawPath()).find()) {
            throw wrong("must not have . or .. segments, because clients remove them");
        }
        return new ResourceIdentifier(text, uri);
    }

    private static URI parse(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException malformed) { // which would quote the text, and may be a password in it
            throw wrong("must be a URL, but " + malformed.getReason().toLowerCase(Locale.ROOT) + " at index "
                    + malformed.getIndex());
        }
    }

    private static void checkHost(URI uri) {
        String authority = uri.getRawAuthority();
        if (uri.getScheme() == null || authority == null) {
            throw wrong("must be an absolute URL with scheme and host");
        }
        String hostAndPort = authority.substring(authority.lastIndexOf('@') + 1);
        if (hostAndPort.replaceFirst(":\\d*$", "").endsWith(".")) {
            throw wrong("must not have a dot at the end of its host, because it is another host to clients");
        }
        if (uri.getHost() == null || uri.getHost().contains("%")) {
            throw wrong("has a host name that Java does not accept in a URI; a host name is in ASCII and has no"
                    + " underscore");
        }
        if (hostAndPort.endsWith(":") || uri.getPort() == 0 || uri.getPort() > MAX_PORT) {
            throw wrong("must have no port or one from 1 to " + MAX_PORT);
        }
    }

    private static void checkScheme(URI uri) {
        boolean isLoopback =
                LOOPBACK.matcher(uri.getHost().toLowerCase(Locale.ROOT)).matches();
        if (!isScheme(uri, "https") && !(isScheme(uri, "http") && isLoopback)) {
            throw wrong("must have the scheme https, or http for localhost, 127.0.0.1 or [::1]");
        }
    }

    private static boolean isScheme(URI uri, String scheme) {
        return scheme.equalsIgnoreCase(uri.getScheme());
    }

    private static InvalidOptionException wrong(String problem) {
        return new InvalidOptionException(OPTION, problem + ". " + EXAMPLE);
    }

    /** Returns the identifier as it was configured, byte for byte. */
    public String value() {
        return value;
    }

    /**
     * Returns the audiences that name this resource: the configured text, and the form into which URL parsers of
     * clients change it before they request a token (RFC 3986 §6.2.2.1, §6.2.3). That form has scheme and host in lower
     * case, no default port, and {@code /} for an empty path.
     *
     * @return one or two texts, the configured one first
     */
    public List<String> audiences() {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int defaultPort = scheme.equals("https") ? HTTPS_PORT : HTTP_PORT;
        String port = uri.getPort() < 0 || uri.getPort() == defaultPort ? "" : ":" + uri.getPort();
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String normal = scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port + path + querySuffix();
        return normal.equals(value) ? List.of(value) : List.of(value, normal);
    }

    /** Returns scheme, host and port as they were configured. */
    public String origin() {
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    /** Returns the URL of the metadata document (RFC 9728 §3.1). */
    public String metadataUrl() {
        return origin() + metadataPath() + querySuffix();
    }

    /**
     * Returns the path of the metadata document: the well-known path, followed by the path of the resource as it was
     * configured. A path of {@code /} alone is left out (RFC 9728 §3.1).
     */
    public String metadataPath() {
        String path = uri.getRawPath();
        return path.equals("/") ? WELL_KNOWN_PATH : WELL_KNOWN_PATH + path;
    }

    /**
     * Returns whether a request is for the metadata document. Another spelling of the same path is not.
     *
     * @param path the path of the request as it was sent, below the context of the application
     * @param query the query of the request as it was sent, or null; it matters only if the resource has one
     */
    public boolean isMetadata(String path, @Nullable String query) {
        return path.equals(metadataPath())
                && (uri.getRawQuery() == null || uri.getRawQuery().equals(query));
    }

    private String querySuffix() {
        return uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    }

    /** Returns the identifier as it was configured. */
    @Override
    public String toString() {
        return value;
    }

    /** Compares the configured texts byte for byte. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ResourceIdentifier identifier && identifier.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }
}
