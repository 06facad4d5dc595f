package io.github.jotguard.http;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rejects a response whose status is not 200. A redirect is not followed, but the message names its host. */
final class ResponseStatus {

    /**
     * The beginning of an address with a host. It is read as text, because many servers redirect to an address with
     * characters or a host name that {@link java.net.URI} does not accept.
     */
    private static final Pattern NETWORK = Pattern.compile("(?i)(?:(?<scheme>https?):)?//(?<authority>[^/?#\\\\]*)");

    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:");
    private static final Pattern PORT = Pattern.compile(":\\d*$");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._\\-:\\[\\]]{1,80}");
    private static final String SAME_HOST = "another address of the same host";
    private static final String UNKNOWN = "an unknown host";

    private ResponseStatus() {}

    static void check(ResponseHead head, FetchTarget asked) throws UnusableResponseException {
        if (!head.isOk()) {
            String redirect = head.isRedirect()
                    ? head.fields()
                            .first("Location")
                            .map(location -> redirect(location, asked))
                            .orElse("")
                    : "";
            throw new UnusableResponseException(
                    "HTTP status " + head.status() + redirect, new ResponseHeaders(head.fields()).retryAfter());
        }
    }

    private static String redirect(String location, FetchTarget asked) {
        Matcher network = NETWORK.matcher(location);
        if (!network.lookingAt()) {
            return ", a redirect to " + (SCHEME.matcher(location).lookingAt() ? UNKNOWN : SAME_HOST);
        }
        String authority = network.group("authority");
        String host = PORT.matcher(authority.substring(authority.lastIndexOf('@') + 1))
                .replaceFirst("");
        String named = HOST.matcher(host).matches() ? host : UNKNOWN;
        boolean isSameHost = host.equalsIgnoreCase(asked.uri().getHost());
        String scheme = network.group("scheme");
        boolean isSameScheme =
                scheme == null || scheme.equalsIgnoreCase(asked.uri().getScheme());
        return ", a redirect to " + (isSameHost ? SAME_HOST : named)
                + (isSameScheme ? "" : " over " + scheme.toLowerCase(Locale.ROOT));
    }
}
