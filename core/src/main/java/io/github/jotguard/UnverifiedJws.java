package io.github.jotguard;

import io.github.jotguard.json.Base64Url;
import io.github.jotguard.json.MalformedTextException;

/**
 * A JWS in compact serialization (RFC 7515 §7.1) of which only the header has been parsed. {@link #parseClaims()}
 * parses the rest. It has three segments, and the first is canonical base64url of a JSON object.
 */
final class UnverifiedJws {

    static final int MAX_DEPTH = 64;

    /** The number of segments of a JWE (RFC 7516 §7.1). */
    private static final int SEGMENTS_OF_JWE = 5;

    private final byte[] token;
    private final int headerLength;
    private final int signingInputLength;
    private final JoseHeader header;
    private final boolean isHeaderKnown;

    private UnverifiedJws(
            byte[] token, int headerLength, int signingInputLength, JoseHeader header, boolean isHeaderKnown) {
        this.token = token;
        this.headerLength = headerLength;
        this.signingInputLength = signingInputLength;
        this.header = header;
        this.isHeaderKnown = isHeaderKnown;
    }

    /**
     * Parses the segments and the header of a token whose length is within bounds.
     *
     * @param bytes the token in ISO 8859-1
     * @throws Rejection with {@code MALFORMED} or {@code UNSUPPORTED_CRITICAL_HEADER}
     */
    static UnverifiedJws parse(String token, byte[] bytes, HeaderCache knownHeaders) throws Rejection {
        int firstDot = token.indexOf('.');
        int secondDot = token.indexOf('.', firstDot + 1);
        if (firstDot < 0 || secondDot < 0 || token.indexOf('.', secondDot + 1) >= 0) {
            throw Rejection.malformed("three segments", segments(token));
        }
        // A character beyond Latin-1 becomes '?', which no segment may hold; two surrogates become one, and would move
        // all that follows.
        if (bytes.length != token.length()) {
            throw Rejection.malformed("canonical base64url", "characters beyond ASCII");
        }
        JoseHeader known = knownHeaders.find(bytes, firstDot);
        JoseHeader header = known != null ? known : JoseHeader.parse(decode(bytes, 0, firstDot), MAX_DEPTH);
        return new UnverifiedJws(bytes, firstDot, secondDot, header, known != null);
    }

    /**
     * Parses the claims and the signature.
     *
     * @throws Rejection with {@code MALFORMED}
     */
    UnverifiedJwt parseClaims() throws Rejection {
        byte[] payload = decode(token, headerLength + 1, signingInputLength);
        byte[] signature = decode(token, signingInputLength + 1, token.length);
        return new UnverifiedJwt(this, JwtClaims.parse(payload, MAX_DEPTH), signature);
    }

    private static byte[] decode(byte[] token, int from, int to) throws Rejection {
        try {
            return Base64Url.decode(token, from, to);
        } catch (MalformedTextException notBase64Url) {
            String actual = isPadded(token) ? "padding (=)" : notBase64Url.getMessage();
            throw Rejection.malformed("canonical base64url", actual);
        }
    }

    private static boolean isPadded(byte[] token) {
        for (byte character : token) {
            if (character == '=') {
                return true;
            }
        }
        return false;
    }

    /** Counts the segments and names the kind of token that has as many. */
    private static String segments(String token) {
        int segments = 1;
        for (int i = token.indexOf('.'); i >= 0; i = token.indexOf('.', i + 1)) {
            segments++;
        }
        return switch (segments) {
            case 1, 2 -> token.isEmpty() ? "no text" : segments + ": " + kindOfFew(token);
            case SEGMENTS_OF_JWE -> segments + ": an encrypted token (JWE)";
            default -> Integer.toString(segments);
        };
    }

    /** A header begins with a brace and a quote, which are {@code eyJ} in base64url. */
    private static String kindOfFew(String token) {
        return token.startsWith("eyJ")
                ? "the beginning of a JWT, cut off"
                : "an opaque token or a session token, not a JWT";
    }

    /** Returns the whole token in ASCII. The first {@link #signingInputLength()} bytes are the signed part. */
    byte[] token() {
        return token;
    }

    /** Returns the number of bytes of the token that encode the header. */
    int headerLength() {
        return headerLength;
    }

    int signingInputLength() {
        return signingInputLength;
    }

    JoseHeader header() {
        return header;
    }

    /** Returns whether the header was in the {@link HeaderCache} already. */
    boolean isHeaderKnown() {
        return isHeaderKnown;
    }
}
