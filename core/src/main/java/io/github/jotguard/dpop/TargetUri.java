package io.github.jotguard.dpop;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The URI of a request without query and fragment, normalized by syntax and scheme (RFC 3986 §6.2.2, §6.2.3), so that
 * two spellings of it compare equal (RFC 9449 §4.3). Immutable.
 *
 * @param origin scheme, host and port, in lower case and without the default port
 * @param path never empty
 */
record TargetUri(String origin, String path) {

    private static final Pattern PARTS =
            Pattern.compile("(?i)(https?)://(\\[[0-9a-f:.]+]|[^/:?#@\\[\\]]+)(?::([0-9]{0,5}))?(/.*)?");
    /** The characters of a host (RFC 3986 §3.2.2) without percent-encoding, which no browser or proxy sends. */
    private static final Pattern HOST = Pattern.compile("\\[[0-9a-f:.]+]|[a-z0-9._~-]+");

    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    /** The other characters of a path (RFC 3986 §3.3). */
    private static final String OTHERS_OF_PATHS = "!$&'()*+,;=:@/";

    private static final int HEX = 16;

    /**
     * Normalizes an absolute URI with the scheme http or https.
     *
     * @return empty if it has another form, a query, a fragment or user info, or a character that a URI cannot hold
     */
    static Optional<TargetUri> parse(String uri) {
        Matcher parts = PARTS.matcher(uri);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String scheme = parts.group(1).toLowerCase(Locale.ROOT);
        String host = parts.group(2).toLowerCase(Locale.ROOT);
        if (!HOST.matcher(host).matches()) {
            return Optional.empty();
        }
        String origin = scheme + "://" + host + port(scheme, parts.group(3));
        return decoded(parts.group(4) == null ? "/" : parts.group(4))
                .map(path -> new TargetUri(origin, withoutDotSegments(path)));
    }

    /** Returns the port with its colon; empty for the default port of the scheme. */
    private static String port(String scheme, String digits) {
        if (digits == null || digits.isEmpty()) {
            return "";
        }
        int port = Integer.parseInt(digits);
        return port == (scheme.equals("https") ? 443 : 80) ? "" : ":" + port;
    }

    /** Decodes encoded unreserved characters and writes other encodings in upper case (RFC 3986 §6.2.2.1, §6.2.2.2). */
    private static Optional<String> decoded(String raw) {
        StringBuilder path = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (UNRESERVED.indexOf(c) >= 0 || OTHERS_OF_PATHS.indexOf(c) >= 0) {
                path.append(c);
                continue;
            }
            int octet = c == '%' ? octet(raw, i + 1) : -1;
            if (octet < 0) {
                return Optional.empty();
            }
            if (UNRESERVED.indexOf(octet) >= 0) {
                path.append((char) octet);
            } else {
                path.append(raw.substring(i, i + 3).toUpperCase(Locale.ROOT));
            }
            i += 2;
        }
        return Optional.of(path.toString());
    }

    private static int octet(String raw, int start) {
        if (start + 2 > raw.length()) {
            return -1;
        }
        int high = hexDigit(raw.charAt(start));
        int low = hexDigit(raw.charAt(start + 1));
        return high < 0 || low < 0 ? -1 : high * HEX + low;
    }

    /** Knows ASCII alone, because {@code Character.digit} knows the digits of other scripts too. */
    private static int hexDigit(char c) {
        return c <= '~' ? Character.digit(c, HEX) : -1;
    }

    /** Removes dot segments (RFC 3986 §5.2.4). An empty segment stays one. */
    private static String withoutDotSegments(String path) {
        if (!path.contains("/.")) {
            return path;
        }
        Deque<String> kept = new ArrayDeque<>();
        String[] segments = path.substring(1).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            boolean isLast = i == segments.length - 1;
            switch (segments[i]) {
                case ".." -> {
                    kept.pollLast();
                    addEnd(kept, isLast);
                }
                case "." -> addEnd(kept, isLast);
                default -> kept.addLast(segments[i]);
            }
        }
        return "/" + String.join("/", kept);
    }

    /** A path that ends with a dot segment ends with a slash. */
    private static void addEnd(Deque<String> kept, boolean isLast) {
        if (isLast) {
            kept.addLast("");
        }
    }

    @Override
    public String toString() {
        return origin + path;
    }
}
