package io.github.jotguard.issuers;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/** Checks the parts that addresses of issuers are made from, so that none can become another address. */
final class IssuerAddress {

    private static final Pattern ONE_SEGMENT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]*");
    private static final Pattern TENANT_ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private IssuerAddress() {}

    /** Scheme, host and perhaps port. */
    static String origin(String origin) {
        URI uri = parse("origin", origin);
        if (uri.getHost() == null || !uri.getRawPath().isEmpty() || hasMore(uri)) {
            throw new IllegalArgumentException("An origin is scheme, host and port, such as https://app.example.com, "
                    + "without path or slash, but this is " + origin);
        }
        return origin;
    }

    /** An address to which a path can be appended. */
    static String identifier(String issuer) {
        URI uri = parse("issuer", issuer);
        if (uri.getHost() == null || issuer.endsWith("/") || hasMore(uri)) {
            throw new IllegalArgumentException("An issuer is an address such as https://id.example.com/realms/staff, "
                    + "without slash at the end, query or fragment, but this is " + issuer);
        }
        return issuer;
    }

    /** A host name or an ID that stands between two slashes. */
    static String segment(String name, String value) {
        if (!ONE_SEGMENT.matcher(requireNonNull(value, name)).matches()) {
            throw new IllegalArgumentException("The " + name
                    + " must be letters, digits, dots, colons, hyphens and underscores, but is \"" + value + "\"");
        }
        return value;
    }

    static String tenant(String tenant) {
        if (!TENANT_ID.matcher(requireNonNull(tenant, "tenant")).matches()) {
            throw new IllegalArgumentException("The tenant must be its ID as iss has it, such as"
                    + " 00000000-0000-0000-0000-000000000000 in lower case, not a domain and not common, but is \""
                    + tenant + "\"");
        }
        return tenant;
    }

    private static URI parse(String name, String address) {
        try {
            return new URI(requireNonNull(address, name));
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException(
                    "The " + name + " must be an address such as https://id.example.com, but is \"" + address + "\"");
        }
    }

    private static boolean hasMore(URI uri) {
        return uri.getRawQuery() != null || uri.getRawFragment() != null || uri.getRawUserInfo() != null;
    }
}
