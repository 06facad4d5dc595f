package io.github.jotguard.issuers;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks the parts that addresses of issuers are made from, so that none can become another address. */
final class IssuerAddress {

    private static final Pattern ONE_SEGMENT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]*");
    private static final Set<String> SEVERAL_TENANTS = Set.of("common", "organizations", "consumers");

    private IssuerAddress() {}

    /** Scheme, host and perhaps port. */
    static String origin(String origin) {
        URI uri = URI.create(origin);
        if (uri.getHost() == null || !uri.getRawPath().isEmpty() || hasMore(uri)) {
            throw new IllegalArgumentException("An origin is scheme, host and port, such as https://app.example.com, "
                    + "without path or slash, but this is " + origin);
        }
        return origin;
    }

    /** An address to which a path can be appended. */
    static String identifier(String issuer) {
        URI uri = URI.create(issuer);
        if (uri.getHost() == null || issuer.endsWith("/") || hasMore(uri)) {
            throw new IllegalArgumentException("An issuer is an address such as https://id.example.com/realms/staff, "
                    + "without slash at the end, query or fragment, but this is " + issuer);
        }
        return issuer;
    }

    /** A host name or an ID that stands between two slashes. */
    static String segment(String name, String value) {
        if (!ONE_SEGMENT.matcher(value).matches()) {
            throw new IllegalArgumentException("The " + name
                    + " must be letters, digits, dots, colons, hyphens and underscores, but is \"" + value + "\"");
        }
        return value;
    }

    static String tenant(String tenant) {
        if (SEVERAL_TENANTS.contains(tenant.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(
                    "The tenant must be the ID of one, but is \"" + tenant + "\", which stands for many");
        }
        return segment("tenant", tenant);
    }

    private static boolean hasMore(URI uri) {
        return uri.getRawQuery() != null || uri.getRawFragment() != null || uri.getRawUserInfo() != null;
    }
}
