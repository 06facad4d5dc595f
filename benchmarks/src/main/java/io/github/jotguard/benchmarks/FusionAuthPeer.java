package io.github.jotguard.benchmarks;

import io.fusionauth.jwt.JWTDecoder;
import io.fusionauth.jwt.Verifier;
import io.fusionauth.jwt.domain.JWT;
import io.fusionauth.jwt.ec.ECVerifier;
import io.fusionauth.jwt.ed.EdDSAVerifier;
import io.fusionauth.jwt.hmac.HMACVerifier;
import io.fusionauth.jwt.rsa.RSAVerifier;
import io.github.jotguard.testing.TestKey;
import java.util.HashMap;
import java.util.Map;

/** fusionauth-jwt. It leaves issuer and audience to the application, and knows EdDSA only as {@code Ed25519}. */
final class FusionAuthPeer implements Contender {

    private final JWTDecoder decoder = JWT.getDecoder();
    private final Map<String, Verifier> byKeyId = new HashMap<>();

    FusionAuthPeer(Workload workload) {
        workload.keys().forEach(key -> byKeyId.put(key.keyId(), verifier(workload.algorithm(), key)));
    }

    private static Verifier verifier(String algorithm, TestKey key) {
        return switch (algorithm) {
            case "EdDSA" -> EdDSAVerifier.newVerifier(key.publicKey());
            case "ES256" -> ECVerifier.newVerifier(key.publicKey());
            case "RS256" -> RSAVerifier.newVerifier(key.publicKey());
            case "HS256" -> HMACVerifier.newVerifier(Workload.secret(key));
            default -> throw new IllegalArgumentException(algorithm);
        };
    }

    @Override
    public Identity verify(String token) {
        JWT jwt = decoder.decode(token, byKeyId);
        if (!Workload.ISSUER.equals(jwt.issuer) || !Workload.AUDIENCE.equals(jwt.audience)) {
            throw new IllegalArgumentException("issuer or audience");
        }
        return new Identity(jwt.subject, jwt.getString("email"));
    }
}
