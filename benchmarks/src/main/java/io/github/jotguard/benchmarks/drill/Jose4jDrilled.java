package io.github.jotguard.benchmarks.drill;

import java.io.IOException;
import java.time.Duration;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.jspecify.annotations.Nullable;

/** jose4j, whose exception has the failure of the fetch as its cause. */
final class Jose4jDrilled implements Drilled {

    private final JwtConsumer consumer;

    Jose4jDrilled(Contender.Target target, @Nullable Duration freshFor) {
        HttpsJwks keys = new HttpsJwks(target.jwksUri().toString());
        if (freshFor != null) {
            keys.setDefaultCacheDuration(freshFor.toSeconds());
        }
        this.consumer = new JwtConsumerBuilder()
                .setVerificationKeyResolver(new HttpsJwksVerificationKeyResolver(keys))
                .setJwsAlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.RSA_USING_SHA256)
                .setExpectedIssuer(target.issuer())
                .setExpectedAudience(target.audience())
                .setRequireExpirationTime()
                .build();
    }

    @Override
    public Verdict verify(String token) {
        try {
            consumer.processToClaims(token);
            return Verdict.ACCEPTED;
        } catch (InvalidJwtException failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof IOException) {
                    return Verdict.CANNOT_TELL;
                }
            }
            return Verdict.REJECTED;
        }
    }
}
