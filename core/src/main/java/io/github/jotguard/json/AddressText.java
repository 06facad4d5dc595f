package io.github.jotguard.json;

import java.net.URI;
import java.net.URISyntaxException;

/** Shortens an address for messages, logs and health: scheme, host, port and path, without user info and query. */
public final class AddressText {

    private static final String UNREADABLE = "(an address without a host)";

    private AddressText() {}

    /** Returns whether a text that was given as an address, or as a part of one, could have user info or a query. */
    public static boolean mayHoldPassword(String text) {
        return text.indexOf('@') >= 0 || text.indexOf('?') >= 0;
    }

    /**
     * Returns the part of an address that may be shown. User info and query can hold a password or key.
     *
     * @return fixed words if it has no host or is not a URI, because the start of a password is unknown then
     */
    public static String of(String address) {
        try {
            URI uri = new URI(address);
            if (uri.getHost() == null) {
                return UNREADABLE;
            }
            String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            return uri.getScheme() + "://" + uri.getHost() + port + uri.getRawPath();
        } catch (URISyntaxException malformed) {
            return UNREADABLE;
        }
    }

    /**
     * Returns whether a text is an http or https URL without user info, query and fragment, as an issuer identifier is
     * (RFC 8414 §2).
     */
    public static boolean isIssuerAddress(String text) {
        try {
            URI uri = new URI(text);
            boolean isWeb = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            boolean hasMore = uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null;
            return isWeb && uri.getHost() != null && !hasMore;
        } catch (URISyntaxException malformed) {
            return false;
        }
    }
}
