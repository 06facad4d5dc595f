package io.github.jotguard.jwks;

import static java.util.Objects.requireNonNull;

import io.github.jotguard.json.AddressText;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Checks addresses from which keys may be fetched: https, or http to loopback; no user info, no fragment. */
final class JwksUri {

    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");

    private static final int MAX_PORT = 65_535;

    private JwksUri() {}

    /**
     * Checks an issuer whose metadata name the JWKS URI. It has no query either (OpenID Connect Discovery 1.0 §3,
     * RFC 8414 §2).
     *
     * @throws IllegalArgumentException with a sentence that names the mistake
     */
    static void checkIssuer(String issuer, boolean isPlainHttpAllowed) {
        if (check(issuer, isPlainHttpAllowed).getRawQuery() != null) {
            throw new IllegalArgumentException(
                    "An issuer must not have a query, but " + AddressText.of(issuer) + " has one");
        }
    }

    /**
     * Checks a JWKS URI.
     *
     * @throws IllegalArgumentException with a sentence that names the mistake
     */
    static URI check(String address, boolean isPlainHttpAllowed) {
        URI uri = parse(address);
        String scheme = uri.getScheme();
        checkHostName(uri);
        if (uri.getHost() == null || scheme == null) {
            throw new IllegalArgumentException(
                    "A JWKS URI must have a scheme and a host, such as https://id.example.com/jwks.json");
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("A JWKS URI must have neither user info nor a fragment");
        }
        boolean isPlainHttp = scheme.equalsIgnoreCase("http") && (isPlainHttpAllowed || isLoopback(uri.getHost()));
        if (!scheme.equalsIgnoreCase("https") && !isPlainHttp) {
            throw new IllegalArgumentException("A JWKS URI must use https (http only to this machine, or "
                    + "with allowUnencryptedHttp), but the scheme is " + scheme);
        }
        if (uri.getPort() > MAX_PORT) {
            throw new IllegalArgumentException(
                    "A JWKS URI must have a port of at most " + MAX_PORT + ", but has " + uri.getPort());
        }
        return uri;
    }

    /** Rejects a host name that Java reads as an authority without a host (RFC 2396 §3.2.1). */
    private static void checkHostName(URI uri) {
        if (uri.getHost() != null || uri.getRawAuthority() == null) {
            return;
        }
        String host = hostOf(uri);
        if (host.contains("_")) {
            throw new IllegalArgumentException("The host name of a JWKS URI must not have an underscore,"
                    + " because Java accepts none in a URI. Use another name of the host.");
        }
        if (host.chars().anyMatch(c -> c > '~') || host.contains("%")) {
            throw new IllegalArgumentException(
                    "The host name of a JWKS URI must be in ASCII." + " Write it in the form that begins with xn--.");
        }
    }

    private static String hostOf(URI uri) {
        return uri.getRawAuthority().replaceFirst(".*@", "").replaceFirst(":[^:\\]]*$", "");
    }

    /** Returns whether an address has no host for Java, because of an underscore in the name. Never fails. */
    static boolean hasUnderscore(String address) {
        try {
            URI uri = new URI(address);
            return uri.getHost() == null
                    && uri.getRawAuthority() != null
                    && hostOf(uri).contains("_");
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    private static URI parse(String address) {
        try {
            return new URI(requireNonNull(address, "address"));
        } catch (URISyntaxException malformed) { // which would quote the address, and may be a password in it
            throw new IllegalArgumentException(
                    "An address of keys must be a URI such as https://id.example.com/jwks.json, but "
                            + malformed.getReason().toLowerCase(Locale.ROOT) + " at index " + malformed.getIndex());
        }
    }

    private static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host).matches();
    }
}
