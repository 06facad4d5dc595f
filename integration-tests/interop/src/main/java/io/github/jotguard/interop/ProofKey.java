package io.github.jotguard.interop;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;

/** A key of a client that proves its possession (RFC 9449): P-256, ES256. */
public record ProofKey(ECKey key) {

    public static ProofKey create() {
        try {
            return new ProofKey(new ECKeyGenerator(Curve.P_256).generate());
        } catch (JOSEException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Returns the value of {@code cnf.jkt} in tokens that are bound to this key (RFC 7638). */
    public String thumbprint() {
        try {
            return key.computeThumbprint().toString();
        } catch (JOSEException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Returns a proof for a token request. */
    public String proof(String method, String address) {
        return proof(method, address, Optional.empty(), Optional.empty());
    }

    /** Returns a proof for a request with an access token (RFC 9449 §7). */
    public String proof(String method, String address, String accessToken) {
        return proof(method, address, Optional.of(accessToken), Optional.empty());
    }

    /** Returns a proof with everything that it can have. */
    public String proof(String method, String address, Optional<String> accessToken, Optional<String> nonce) {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType("dpop+jwt"))
                .jwk(key.toPublicJWK())
                .build();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(Instant.now()))
                .claim("htm", method)
                .claim("htu", address);
        accessToken.ifPresent(token -> claims.claim("ath", Pkce.base64(Pkce.sha256(token))));
        nonce.ifPresent(value -> claims.claim("nonce", value));
        SignedJWT proof = new SignedJWT(header, claims.build());
        try {
            proof.sign(new ECDSASigner(key));
        } catch (JOSEException failure) {
            throw new IllegalStateException(failure);
        }
        return proof.serialize();
    }
}
