package io.github.jotguard.http;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/** Rejects a response whose status is not 200. A redirect is not followed, but the message names its host. */
final class ResponseStatus {

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.\\-:\\[\\]]{1,80}");

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
        Optional<URI> to = resolve(location, asked);
        String host = to.map(URI::getHost)
                .filter(name -> HOST.matcher(name).matches())
                .orElse("an unknown host");
        boolean isSameHost = host.equalsIgnoreCase(asked.uri().getHost());
        String scheme = to.map(URI::getScheme)
                .filter(name -> !name.equalsIgnoreCase(asked.uri().getScheme()))
                .filter(name -> name.matches("https?"))
                .map(name -> " over " + name)
                .orElse("");
        return ", a redirect to " + (isSameHost ? "another address of the same host" : host) + scheme;
    }

    private static Optional<URI> resolve(String location, FetchTarget asked) {
        try {
            return Optional.of(asked.uri().resolve(location));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }
}
