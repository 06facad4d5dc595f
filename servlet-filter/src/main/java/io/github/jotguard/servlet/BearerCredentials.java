package io.github.jotguard.servlet;

import io.github.jotguard.bearer.AuthScheme;
import io.github.jotguard.bearer.AuthorizationHeader;
import io.github.jotguard.bearer.BearerError;
import io.github.jotguard.bearer.BearerErrorException;
import io.github.jotguard.bearer.Credentials;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the token of a request: in the one {@code Authorization} header and, if a name is given, else in the one cookie
 * of that name. Never in the query or the form (RFC 6750 §2.3, RFC 9700 §4.3.2). Immutable.
 */
final class BearerCredentials {

    private final @Nullable String cookieName;
    private final boolean takesDpop;

    BearerCredentials(@Nullable String cookieName, boolean takesDpop) {
        this.cookieName = cookieName;
        this.takesDpop = takesDpop;
    }

    /**
     * Finds the token.
     *
     * @return the token with its scheme, which is never {@code DPoP} for a token of a cookie; null if there is none
     * @throws RequestRejection if there are several, or the value does not have the syntax of a token
     */
    @Nullable
    Credentials find(HttpServletRequest request) throws RequestRejection {
        Credentials found = ofHeader(request);
        return found == null && cookieName != null ? ofCookie(request, cookieName) : found;
    }

    private @Nullable Credentials ofHeader(HttpServletRequest request) throws RequestRejection {
        Enumeration<String> headers = request.getHeaders("Authorization");
        Iterator<String> values = headers == null ? Collections.emptyIterator() : headers.asIterator();
        try {
            return AuthorizationHeader.credentials(values, takesDpop);
        } catch (BearerErrorException rejected) {
            throw new RequestRejection(rejected.error());
        }
    }

    /**
     * Finds the token in the cookies. The verifier checks the syntax of the value. An empty cookie is left over from
     * signing out.
     */
    private static @Nullable Credentials ofCookie(HttpServletRequest request, String name) throws RequestRejection {
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
            throw new RequestRejection(BearerError.severalTokens());
        }
        return values.isEmpty() ? null : new Credentials(AuthScheme.BEARER, values.get(0));
    }
}
