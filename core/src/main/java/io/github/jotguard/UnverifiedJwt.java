package io.github.jotguard;

/**
 * A JWS in compact serialization (RFC 7515 §7.1), parsed strictly and not verified. It has three canonical base64url
 * segments, and its header and claims are JSON objects.
 */
final class UnverifiedJwt {

    private final UnverifiedJws jws;
    private final JwtClaims claims;
    private final byte[] signature;

    UnverifiedJwt(UnverifiedJws jws, JwtClaims claims, byte[] signature) {
        this.jws = jws;
        this.claims = claims;
        this.signature = signature;
    }

    UnverifiedJws jws() {
        return jws;
    }

    JoseHeader header() {
        return jws.header();
    }

    JwtClaims claims() {
        return claims;
    }

    byte[] signature() {
        return signature;
    }

    byte[] token() {
        return jws.token();
    }

    int signingInputLength() {
        return jws.signingInputLength();
    }
}
