package io.github.jotguard.spring;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * The token of a request: from the one {@code Authorization} header, never from the query or a form (RFC 6750 §2.3).
 *
 * @param token null if there is none
 * @param problem null unless there are several, or what there is has no token's syntax
 */
record Credentials(@Nullable String token, @Nullable ProblemDocument problem) {

    private static final String BEARER = "bearer";
    /** {@code auth-scheme} (RFC 9110 §11.1) and whatever stands behind it. */
    private static final Pattern SCHEME = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]*+)(.*+)", Pattern.DOTALL);
    /** {@code 1*SP b64token} (RFC 6750 §2.1, RFC 9110 §11.4). */
    private static final Pattern TOKEN = Pattern.compile(" ++([A-Za-z0-9._~+/-]++=*+)");

    static Credentials of(ServerHttpRequest request) {
        List<String> values = new ArrayList<>();
        // the other ways to read all values of a header are not the same methods in Spring Framework 6 and 7
        request.getHeaders().forEach((name, lines) -> {
            if (name.equalsIgnoreCase(HttpHeaders.AUTHORIZATION)) {
                values.addAll(lines);
            }
        });
        if (values.size() > 1) {
            return new Credentials(null, ProblemDocument.invalidRequest("More than one token was sent"));
        }
        return values.isEmpty() ? new Credentials(null, null) : parse(values.get(0));
    }

    private static Credentials parse(String header) {
        Matcher parts = SCHEME.matcher(header);
        if (!parts.matches() || !parts.group(1).equalsIgnoreCase(BEARER)) {
            return new Credentials(null, null);
        }
        Matcher token = TOKEN.matcher(parts.group(2));
        return token.matches()
                ? new Credentials(token.group(1), null)
                : new Credentials(null, ProblemDocument.invalidRequest("The Authorization header is malformed"));
    }
}
