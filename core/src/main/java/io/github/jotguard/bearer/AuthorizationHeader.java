package io.github.jotguard.bearer;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Reads the token of a request from its {@code Authorization} header (RFC 6750 §2.1). It reads each character once and
 * allocates nothing except the token.
 */
public final class AuthorizationHeader {

    /** The symbols of {@code tchar}, which are neither letters nor digits (RFC 9110 §5.6.2). */
    private static final String SYMBOLS_OF_SCHEMES = "!#$%&'*+-.^_`|~";
    /** The symbols of {@code b64token}, without the padding. */
    private static final String SYMBOLS_OF_TOKENS = "-._~+/";
    /** Characters of ASCII that {@code b64token} has: a table, because a token is hundreds of characters long. */
    private static final boolean[] IS_OF_TOKEN = new boolean[128];

    static {
        for (char c = 0; c < IS_OF_TOKEN.length; c++) {
            IS_OF_TOKEN[c] = isLetterOrDigit(c) || SYMBOLS_OF_TOKENS.indexOf(c) >= 0;
        }
    }

    private static final char PADDING = '=';

    private AuthorizationHeader() {}

    /**
     * Returns the token of the header with the scheme {@code Bearer}.
     *
     * @param values the values of all {@code Authorization} headers of the request
     * @return null if there is no header, or it has another scheme
     * @throws BearerErrorException if there are several headers, or the scheme is {@code Bearer} and the header is
     *     malformed
     */
    public static @Nullable String token(Iterator<String> values) throws BearerErrorException {
        Credentials credentials = credentials(values, false);
        return credentials == null ? null : credentials.token();
    }

    /**
     * Returns the token of the header and its scheme. Both schemes have the same syntax (RFC 9449 §7.1).
     *
     * @param values the values of all {@code Authorization} headers of the request
     * @param takesDpop whether the scheme {@code DPoP} is taken
     * @return null if there is no header, or it has another scheme
     * @throws BearerErrorException if there are several headers, or the header has one of the schemes and is malformed
     */
    public static @Nullable Credentials credentials(Iterator<String> values, boolean takesDpop)
            throws BearerErrorException {
        if (!values.hasNext()) {
            return null;
        }
        String header = values.next();
        if (values.hasNext()) {
            throw new BearerErrorException(BearerError.severalTokens());
        }
        if (hasScheme(header, AuthScheme.BEARER)) {
            return credentials(header, AuthScheme.BEARER);
        }
        return takesDpop && hasScheme(header, AuthScheme.DPOP) ? credentials(header, AuthScheme.DPOP) : null;
    }

    private static Credentials credentials(String header, AuthScheme scheme) throws BearerErrorException {
        int behindScheme = scheme.text().length();
        int begin = skipSpaces(header, behindScheme);
        if (begin == behindScheme || !endsWithToken(header, begin)) {
            throw new BearerErrorException(BearerError.malformedHeader().under(scheme));
        }
        return new Credentials(scheme, header.substring(begin));
    }

    /** Checks the whole {@code auth-scheme} (RFC 9110 §11.1): {@code Bearers} is another one. */
    private static boolean hasScheme(String header, AuthScheme scheme) {
        int length = scheme.text().length();
        return header.regionMatches(true, 0, scheme.text(), 0, length)
                && (header.length() == length || !isOfScheme(header.charAt(length)));
    }

    private static int skipSpaces(String header, int begin) {
        int at = begin;
        while (at < header.length() && header.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    /** Checks that all from {@code begin} on is one {@code b64token}. */
    private static boolean endsWithToken(String header, int begin) {
        int at = begin;
        while (at < header.length() && isOfToken(header.charAt(at))) {
            at++;
        }
        if (at == begin) {
            return false;
        }
        while (at < header.length() && header.charAt(at) == PADDING) {
            at++;
        }
        return at == header.length();
    }

    private static boolean isOfScheme(char c) {
        return isLetterOrDigit(c) || SYMBOLS_OF_SCHEMES.indexOf(c) >= 0;
    }

    private static boolean isOfToken(char c) {
        return c < IS_OF_TOKEN.length && IS_OF_TOKEN[c];
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
