package io.github.jotguard.issuers;

import static java.util.Objects.requireNonNull;

import io.github.jotguard.json.AddressText;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/** Checks the parts of issuers' addresses, so that no part can change the address into another one. */
final class IssuerAddress {

    private static final Pattern ONE_SEGMENT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]*");
    private static final Pattern TENANT_ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private IssuerAddress() {}

    /** Checks a scheme and host, with an optional port. */
    static String origin(String origin) {
        URI uri = parse("origin", origin);
        if (uri.getHost() == null || !uri.getRawPath().isEmpty() || hasMore(uri)) {
            throw new IllegalArgumentException("An origin is scheme, host and port, such as https://app.example.com, "
                    + "without path or slash, but this is " + AddressText.of(origin) + more(uri));
        }
        return origin;
    }

    /** Checks an address to which a path can be appended. */
    static String identifier(String issuer) {
        URI uri = parse("issuer", issuer);
        if (uri.getHost() == null || issuer.endsWith("/") || hasMore(uri)) {
            throw new IllegalArgumentException("An issuer is an address such as https://id.example.com/realms/staff, "
                    + "without slash at the end, query or fragment, but this is " + AddressText.of(issuer) + more(uri));
        }
        return issuer;
    }

    /** Checks a host name or an ID that stands between two slashes. */
    static String segment(String name, String value) {
        if (!ONE_SEGMENT.matcher(requireNonNull(value, name)).matches()) {
            throw new IllegalArgumentException(
                    "The " + name + " must be letters, digits, dots, colons, hyphens and underscores" + shown(value));
        }
        return value;
    }

    static boolean isTenant(String tenant) {
        return TENANT_ID.matcher(tenant).matches();
    }

    static String tenant(String tenant) {
        if (!isTenant(requireNonNull(tenant, "tenant"))) {
            throw new IllegalArgumentException("The tenant must be its ID as iss has it, such as"
                    + " 00000000-0000-0000-0000-000000000000 in lower case, not a domain and not common"
                    + shown(tenant));
        }
        return tenant;
    }

    /** Returns the value for a message, or nothing of a value that could be an address with a password or key in it. */
    private static String shown(String value) {
        return AddressText.mayHoldPassword(value) ? "" : ", but is \"" + value + "\"";
    }

    private static URI parse(String name, String address) {
        try {
            URI uri = new URI(requireNonNull(address, name));
            if (uri.getHost() == null && uri.getRawAuthority() != null) {
                throw new IllegalArgumentException(
                        "The " + name + " has a host name that Java does not accept in a URI."
                                + " A host name is in ASCII and has no underscore");
            }
            return uri;
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException("The " + name + " must be an address such as https://id.example.com");
        }
    }

    /** Names the other parts of an address. Their values are not shown, because they can hold a password. */
    private static String more(URI uri) {
        return (uri.getRawUserInfo() == null ? "" : " with user info")
                + (uri.getRawQuery() == null ? "" : " with a query")
                + (uri.getRawFragment() == null ? "" : " with a fragment");
    }

    private static boolean hasMore(URI uri) {
        return uri.getRawQuery() != null || uri.getRawFragment() != null || uri.getRawUserInfo() != null;
    }
}
