package io.github.jotguard.benchmarks;

import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.lang.JoseException;

/** jose4j. */
final class Jose4jPeer implements Contender {

    private final JwtConsumer consumer;

    Jose4jPeer(Workload workload) {
        this.consumer = new JwtConsumerBuilder()
                .setRequireExpirationTime()
                .setExpectedIssuer(Workload.ISSUER)
                .setExpectedAudience(Workload.AUDIENCE)
                .setVerificationKeyResolver(
                        new JwksVerificationKeyResolver(keys(workload).getJsonWebKeys()))
                .setJwsAlgorithmConstraints(ConstraintType.PERMIT, workload.alg())
                .build();
    }

    private static JsonWebKeySet keys(Workload workload) {
        try {
            return new JsonWebKeySet(workload.jwkSet());
        } catch (JoseException ours) {
            throw new IllegalStateException(ours);
        }
    }

    @Override
    public Identity verify(String token) throws Exception {
        JwtClaims claims = consumer.processToClaims(token);
        return new Identity(claims.getSubject(), claims.getStringClaimValue("email"));
    }
}
