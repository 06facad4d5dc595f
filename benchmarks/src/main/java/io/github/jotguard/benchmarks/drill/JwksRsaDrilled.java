package io.github.jotguard.benchmarks.drill;

import com.auth0.jwk.JwkException;
import com.auth0.jwk.JwkProvider;
import com.auth0.jwk.JwkProviderBuilder;
import com.auth0.jwk.NetworkException;
import com.auth0.jwk.RateLimitReachedException;
import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.auth0.jwt.interfaces.RSAKeyProvider;
import java.net.MalformedURLException;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** java-jwt with the keys of jwks-rsa. Whether its keys were unavailable is in the cause of its exception. */
final class JwksRsaDrilled implements Drilled {

    /** The number of keys that jwks-rsa keeps by default. */
    private static final int CACHED_KEYS = 5;

    private final JWTVerifier verifier;

    JwksRsaDrilled(Contender.Target target, @Nullable Duration freshFor) {
        this.verifier = JWT.require(Algorithm.RSA256(new Keys(provider(target, freshFor))))
                .withIssuer(target.issuer())
                .withAudience(target.audience())
                .withClaimPresence("exp")
                .build();
    }

    private static JwkProvider provider(Contender.Target target, @Nullable Duration freshFor) {
        try {
            JwkProviderBuilder builder = new JwkProviderBuilder(target.jwksUri().toURL());
            return freshFor == null
                    ? builder.build()
                    : builder.cached(CACHED_KEYS, freshFor).build();
        } catch (MalformedURLException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    @Override
    public Verdict verify(String token) {
        try {
            verifier.verify(token);
            return Verdict.ACCEPTED;
        } catch (JWTVerificationException | UnavailableKey failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof NetworkException || cause instanceof RateLimitReachedException) {
                    return Verdict.CANNOT_TELL;
                }
            }
            return Verdict.REJECTED;
        }
    }

    /** Carries the checked exception of jwks-rsa. */
    private static final class UnavailableKey extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnavailableKey(JwkException cause) {
            super(cause);
        }
    }

    /** Nothing is signed here. */
    private record Keys(JwkProvider provider) implements RSAKeyProvider {

        @Override
        public RSAPublicKey getPublicKeyById(String keyId) {
            try {
                return (RSAPublicKey) provider.get(keyId).getPublicKey();
            } catch (JwkException failure) {
                throw new UnavailableKey(failure);
            }
        }

        @Override
        public @Nullable RSAPrivateKey getPrivateKey() {
            return null;
        }

        @Override
        public @Nullable String getPrivateKeyId() {
            return null;
        }
    }
}
