package io.github.jotguard;

import io.github.jotguard.parsing.Base64Url;
import io.github.jotguard.parsing.MalformedTextException;
import java.util.Set;

/**
 * A JWS in compact serialization (RFC 7515 §7.1), parsed strictly and not yet trusted at all: three canonical base64url segments, header
 * and claims JSON objects.
 */
final class UnverifiedJwt {

    static final int MAX_DEPTH = 64;

    /** RFC 7516 §7.1. */
    private static final int SEGMENTS_OF_JWE = 5;

    private final byte[] token;
    private final int headerLength;
    private final int signingInputLength;
    private final byte[] signature;
    private final JoseHeader header;
    private final boolean isHeaderKnown;
    private final JwtClaims claims;

    private UnverifiedJwt(
            byte[] token,
            int headerLength,
            int signingInputLength,
            byte[] signature,
            JoseHeader header,
            boolean isHeaderKnown,
            JwtClaims claims) {
        this.token = token;
        this.headerLength = headerLength;
        this.signingInputLength = signingInputLength;
        this.signature = signature;
        this.header = header;
        this.isHeaderKnown = isHeaderKnown;
        this.claims = claims;
    }

    /**
     * Parses a token whose length is within bounds. What names an algorithm that no issuer may use is not read any further.
     *
     * @param bytes the token in ISO 8859-1
     * @param algorithms that any of the issuers may use
     * @throws Rejection with {@code MALFORMED}, {@code UNSUPPORTED_CRITICAL_HEADER} or {@code ALGORITHM_NOT_ALLOWED}
     */
    static UnverifiedJwt parse(String token, byte[] bytes, HeaderCache knownHeaders, Set<JwsAlgorithm> algorithms)
            throws Rejection {
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
        try {
            JoseHeader known = knownHeaders.find(bytes, firstDot);
            JoseHeader header =
                    known != null ? known : JoseHeader.parse(Base64Url.decode(bytes, 0, firstDot), MAX_DEPTH);
            header.check(algorithms);
            byte[] payload = Base64Url.decode(bytes, firstDot + 1, secondDot);
            byte[] signature = Base64Url.decode(bytes, secondDot + 1, bytes.length);
            JwtClaims claims = JwtClaims.parse(payload, MAX_DEPTH);
            return new UnverifiedJwt(bytes, firstDot, secondDot, signature, header, known != null, claims);
        } catch (MalformedTextException notBase64Url) {
            boolean isPadded = token.indexOf('=') >= 0;
            throw Rejection.malformed("canonical base64url", isPadded ? "padding (=)" : notBase64Url.getMessage());
        }
    }

    /** Counts the segments and names what has as many. */
    private static String segments(String token) {
        int segments = 1;
        for (int i = token.indexOf('.'); i >= 0; i = token.indexOf('.', i + 1)) {
            segments++;
        }
        return switch (segments) {
            case 1, 2 -> segments + ": an opaque token or a session token, not a JWT";
            case SEGMENTS_OF_JWE -> segments + ": an encrypted token (JWE)";
            default -> Integer.toString(segments);
        };
    }

    /** All of it, in ASCII; the first {@link #signingInputLength()} bytes are what was signed. */
    byte[] token() {
        return token;
    }

    /** How many bytes of the token spell the header. */
    int headerLength() {
        return headerLength;
    }

    /** Whether it was among the {@link HeaderCache} already. */
    boolean isHeaderKnown() {
        return isHeaderKnown;
    }

    int signingInputLength() {
        return signingInputLength;
    }

    byte[] signature() {
        return signature;
    }

    JoseHeader header() {
        return header;
    }

    JwtClaims claims() {
        return claims;
    }
}
