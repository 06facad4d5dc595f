package io.github.jotguard.http;

import java.io.IOException;
import java.net.URI;
import java.util.regex.Pattern;

/**
 * The address of a fetch, in the forms that sockets, TLS and HTTP need.
 *
 * @param host name or address, an IPv6 address without brackets
 * @param target path and query (RFC 9112 §3.2.1)
 */
public record FetchTarget(URI uri, boolean isHttps, String host, int port, String target) {

    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

    /**
     * Parses an address.
     *
     * @throws NoResponseException if its scheme is neither http nor https, or it has no host
     */
    public static FetchTarget of(URI address) throws IOException {
        URI uri = URI.create(address.toASCIIString());
        boolean isHttps = "https".equalsIgnoreCase(uri.getScheme());
        if (!isHttps && !"http".equalsIgnoreCase(uri.getScheme())) {
            throw new NoResponseException("an address that is neither https nor http");
        }
        if (uri.getHost() == null) {
            throw new NoResponseException("an address without a host name that Java accepts");
        }
        int port = uri.getPort() == -1 ? (isHttps ? HTTPS_PORT : HTTP_PORT) : uri.getPort();
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new FetchTarget(uri, isHttps, withoutBrackets(uri.getHost()), port, path + query);
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** Returns whether the host is an IP address, which has no server name in TLS (RFC 6066 §3). */
    boolean isHostAddress() {
        return ADDRESS.matcher(host).matches();
    }

    /** Returns host and port for {@code CONNECT} (RFC 9110 §9.3.6). */
    String authority() {
        return hostInHeader() + ":" + port;
    }

    /** Returns the value of {@code Host} (RFC 9110 §7.2), without the port if it is the default one. */
    public String hostHeader() {
        return port == (isHttps ? HTTPS_PORT : HTTP_PORT) ? hostInHeader() : authority();
    }

    private String hostInHeader() {
        int zone = host.indexOf('%'); // of a link-local address; means nothing to the server
        String name = zone < 0 ? host : host.substring(0, zone);
        return name.indexOf(':') < 0 ? name : "[" + name + "]";
    }

    /** Returns the form for a proxy (RFC 9112 §3.2.2). */
    String absoluteForm() {
        return "http://" + hostHeader() + target;
    }

    boolean hasOriginOf(FetchTarget other) {
        return isHttps == other.isHttps && port == other.port && host.equalsIgnoreCase(other.host);
    }
}
