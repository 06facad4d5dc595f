package io.github.jotguard;

import io.github.jotguard.parsing.Base64Url;
import io.github.jotguard.parsing.MalformedTextException;
import java.nio.charset.StandardCharsets;

/**
 * A JWS in compact serialization (RFC 7515 §7.1), parsed strictly and not yet trusted at all: three canonical base64url segments, header
 * and claims JSON objects.
 */
final class UnverifiedJwt {

    static final int MAX_DEPTH = 16;

    private final byte[] token;
    private final int signingInputLength;
    private final byte[] signature;
    private final JoseHeader header;
    private final JwtClaims claims;

    private UnverifiedJwt(byte[] token, int signingInputLength, byte[] signature, JoseHeader header, JwtClaims claims) {
        this.token = token;
        this.signingInputLength = signingInputLength;
        this.signature = signature;
        this.header = header;
        this.claims = claims;
    }

    /** @throws Refused with {@code TOO_LARGE}, {@code MALFORMED} or {@code UNSUPPORTED_CRITICAL_HEADER} */
    static UnverifiedJwt parse(String token, int maxLength, KnownHeaders knownHeaders) throws Refused {
        if (token.length() > maxLength) {
            throw new Refused(RejectionReason.TOO_LARGE, maxLength, token.length());
        }
        return parse(token, token.getBytes(StandardCharsets.ISO_8859_1), knownHeaders);
    }

    /**
     * Parses a token whose length is within bounds.
     *
     * @param bytes the token in ISO 8859-1
     * @throws Refused with {@code MALFORMED} or {@code UNSUPPORTED_CRITICAL_HEADER}
     */
    static UnverifiedJwt parse(String token, byte[] bytes, KnownHeaders knownHeaders) throws Refused {
        int firstDot = token.indexOf('.');
        int secondDot = token.indexOf('.', firstDot + 1);
        if (firstDot < 0 || secondDot < 0 || token.indexOf('.', secondDot + 1) >= 0) {
            throw Refused.malformed("three segments", "another number");
        }
        // A character beyond Latin-1 becomes '?', which no segment may hold; two surrogates become one, and would move
        // all that follows.
        if (bytes.length != token.length()) {
            throw Refused.malformed("canonical base64url", "characters beyond ASCII");
        }
        try {
            JoseHeader known = knownHeaders.find(bytes, firstDot);
            JoseHeader header =
                    known != null ? known : JoseHeader.parse(Base64Url.decode(bytes, 0, firstDot), MAX_DEPTH);
            byte[] payload = Base64Url.decode(bytes, firstDot + 1, secondDot);
            byte[] signature = Base64Url.decode(bytes, secondDot + 1, bytes.length);
            return new UnverifiedJwt(bytes, secondDot, signature, header, JwtClaims.parse(payload, MAX_DEPTH));
        } catch (MalformedTextException notBase64Url) {
            throw Refused.malformed("canonical base64url", notBase64Url.getMessage());
        }
    }

    /** All of it, in ASCII; the first {@link #signingInputLength()} bytes are what was signed. */
    byte[] token() {
        return token;
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
