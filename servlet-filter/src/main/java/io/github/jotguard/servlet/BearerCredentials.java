package io.github.jotguard.servlet;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the token of a request: in the one {@code Authorization} header and, if a name is given, else in the one cookie of that
 * name. Never in the query or the form (RFC 6750 §2.3, RFC 9700 §4.3.2). Immutable.
 */
final class BearerCredentials {

    private static final String BEARER = "bearer";
    /** {@code auth-scheme} (RFC 9110 §11.1) and whatever stands behind it. */
    private static final Pattern SCHEME = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]*+)(.*+)", Pattern.DOTALL);
    /** {@code 1*SP b64token} (RFC 6750 §2.1, RFC 9110 §11.4). */
    private static final Pattern TOKEN = Pattern.compile(" ++([A-Za-z0-9._~+/-]++=*+)");

    private final @Nullable String cookieName;

    BearerCredentials(@Nullable String cookieName) {
        this.cookieName = cookieName;
    }

    /**
     * The token, or null if there is none.
     *
     * @throws RequestRejection if there are several, or what there is has no token's syntax
     */
    @Nullable
    String find(HttpServletRequest request) throws RequestRejection {
        Enumeration<String> headers = request.getHeaders("Authorization");
        List<String> values = headers == null ? List.of() : Collections.list(headers);
        if (values.size() > 1) {
            throw new RequestRejection(BearerError.twoTokens());
        }
        String token = values.isEmpty() ? null : ofHeader(values.get(0));
        return token == null && cookieName != null ? ofCookie(request, cookieName) : token;
    }

    private static @Nullable String ofHeader(String header) throws RequestRejection {
        Matcher parts = SCHEME.matcher(header);
        if (!parts.matches() || !parts.group(1).equalsIgnoreCase(BEARER)) {
            return null;
        }
        Matcher token = TOKEN.matcher(parts.group(2));
        if (!token.matches()) {
            throw new RequestRejection(BearerError.malformedHeader());
        }
        return token.group(1);
    }

    /** What a cookie holds is left to the verifier to judge; an empty one is what signing out leaves behind. */
    private static @Nullable String ofCookie(HttpServletRequest request, String name) throws RequestRejection {
        Cookie[] cookies = request.getCookies();
        if (cookies == null) {
            return null;
        }
        List<String> values = Arrays.stream(cookies)
                .filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue)
                .filter(value -> value != null && !value.isEmpty())
                .toList();
        if (values.size() > 1) {
            throw new RequestRejection(BearerError.twoTokens());
        }
        return values.isEmpty() ? null : values.get(0);
    }
}
