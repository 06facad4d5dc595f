package io.github.jotguard.example.issuer;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which web pages may call: those of the issuer's own origin and of a fixed list. Guards against cross-site requests
 * (CSRF), and grants cross-origin ones (CORS) with credentials.
 */
final class TrustedOrigins {

    private static final Pattern ORIGIN =
            Pattern.compile("https?://(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::[0-9]{1,5})?");

    private final Set<String> origins;

    TrustedOrigins(String own, Set<String> others) {
        Set<String> all = new HashSet<>(others);
        all.add(own);
        this.origins = Set.copyOf(all);
    }

    /** Returns whether {@code text} is an origin: scheme, host and perhaps a port; no path, no pattern. */
    static boolean isOrigin(String text) {
        return ORIGIN.matcher(text).matches();
    }

    /**
     * Checks where a request that changes something comes from.
     *
     * @throws ApiException if it is a foreign page, or if it has cookies and does not say
     */
    void check(Request request) {
        Optional<String> origin =
                request.header("Origin").or(() -> request.header("Referer").map(TrustedOrigins::originOf));
        boolean unknown = origin.isEmpty() || origin.get().equals("null");
        if (unknown && (origin.isPresent() || request.header("Cookie").isPresent())) {
            throw new ApiException(403, "MISSING_OR_NULL_ORIGIN", "Missing or null Origin");
        }
        if (!unknown && !origins.contains(origin.get())) {
            throw new ApiException(403, "INVALID_ORIGIN", "Invalid origin");
        }
    }

    /** Answers the preflight of a page that may call, and rejects the others. */
    Answer preflight(Request request) {
        if (request.header("Origin").filter(origins::contains).isEmpty()) {
            throw new ApiException(403, "INVALID_ORIGIN", "Invalid origin");
        }
        return Answer.empty(204)
                .with("Access-Control-Allow-Methods", "GET, POST, OPTIONS")
                .with("Access-Control-Allow-Headers", "content-type, authorization")
                .with("Access-Control-Max-Age", "600");
    }

    /** Lets a page that may call read the answer; the headers say nothing to any other. */
    Answer share(Answer answer, Request request) {
        Optional<String> trusted = request.header("Origin").filter(origins::contains);
        if (trusted.isPresent()) {
            answer.with("Access-Control-Allow-Origin", trusted.get())
                    .with("Access-Control-Allow-Credentials", "true")
                    .with("Access-Control-Expose-Headers", "set-auth-token, set-auth-jwt");
        }
        return answer.with("Vary", "Origin");
    }

    private static String originOf(String url) {
        try {
            URI uri = new URI(url);
            return uri.getScheme() + "://" + uri.getRawAuthority();
        } catch (URISyntaxException e) {
            return "null";
        }
    }
}
