package io.github.jotguard.benchmarks;

import io.github.jotguard.JwsAlgorithm;
import io.github.jotguard.JwtVerifier;
import io.github.jotguard.SharedSecret;
import io.github.jotguard.SignatureEngine;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.VerificationKeys;
import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.jwks.StaticJwkSet;

/** Ours. */
final class Jotguard implements Contender {

    private final JwtVerifier verifier;

    private Jotguard(JwtVerifier verifier) {
        this.verifier = verifier;
    }

    /** A verifier that sees each token for the first time, with one engine: {@code JDK}, {@code BC} or {@code ACCP}. */
    static Jotguard withoutCache(Workload workload, String engine) {
        JwtVerifier.Builder builder = builder(workload).verifiedTokenCache(0);
        if (engine.equals("JDK")) {
            builder.signatureEngine(SignatureEngine.jdk());
        } else {
            builder.signatureEngine(SignatureEngine.of(Engines.named(engine)));
        }
        return new Jotguard(builder.build());
    }

    static Jotguard withCache(Workload workload, int tokens) {
        return new Jotguard(builder(workload)
                .signatureEngine(SignatureEngine.jdk())
                .verifiedTokenCache(tokens)
                .build());
    }

    private static JwtVerifier.Builder builder(Workload workload) {
        VerificationKeys keys = workload.isSymmetric()
                ? SharedSecret.ofBytes(Workload.secret(workload.key()))
                : StaticJwkSet.ofJson(workload.jwkSet());
        return JwtVerifier.builder()
                .trust(TrustedIssuer.builder(Workload.ISSUER, keys)
                        .algorithms(JwsAlgorithm.ofName(workload.alg()).orElseThrow())
                        .audience(Workload.AUDIENCE)
                        .build());
    }

    JwtVerifier verifier() {
        return verifier;
    }

    @Override
    public Identity verify(String token) {
        VerifiedJwt jwt = verifier.verify(token);
        return new Identity(jwt.subject(), jwt.claim("email", String.class).orElseThrow());
    }
}
