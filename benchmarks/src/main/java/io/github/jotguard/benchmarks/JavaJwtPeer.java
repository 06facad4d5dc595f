package io.github.jotguard.benchmarks;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.interfaces.DecodedJWT;
import com.auth0.jwt.interfaces.ECDSAKeyProvider;
import com.auth0.jwt.interfaces.RSAKeyProvider;
import io.github.jotguard.testing.TestKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** java-jwt of Auth0. It has no EdDSA; its HS256 has one secret and does not look at {@code kid}. */
final class JavaJwtPeer implements Contender {

    private final JWTVerifier verifier;

    JavaJwtPeer(Workload workload) {
        this.verifier = JWT.require(algorithm(workload))
                .withIssuer(Workload.ISSUER)
                .withAudience(Workload.AUDIENCE)
                .withClaimPresence("exp")
                .build();
    }

    private static Algorithm algorithm(Workload workload) {
        return switch (workload.algorithm()) {
            case "HS256" -> Algorithm.HMAC256(Workload.secret(workload.key()));
            case "ES256" -> Algorithm.ECDSA256(new EcKeys(byKeyId(workload, ECPublicKey.class)));
            case "RS256" -> Algorithm.RSA256(new RsaKeys(byKeyId(workload, RSAPublicKey.class)));
            default -> throw new IllegalArgumentException(workload.algorithm());
        };
    }

    private static <K> Map<String, K> byKeyId(Workload workload, Class<K> type) {
        Function<TestKey, K> publicKey = key -> type.cast(key.publicKey());
        return workload.keys().stream().collect(Collectors.toUnmodifiableMap(TestKey::keyId, publicKey));
    }

    private record EcKeys(Map<String, ECPublicKey> keys) implements ECDSAKeyProvider {

        @Override
        public @Nullable ECPublicKey getPublicKeyById(String keyId) {
            return keys.get(keyId);
        }

        @Override
        public @Nullable ECPrivateKey getPrivateKey() {
            return null;
        }

        @Override
        public @Nullable String getPrivateKeyId() {
            return null;
        }
    }

    private record RsaKeys(Map<String, RSAPublicKey> keys) implements RSAKeyProvider {

        @Override
        public @Nullable RSAPublicKey getPublicKeyById(String keyId) {
            return keys.get(keyId);
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

    @Override
    public Identity verify(String token) {
        DecodedJWT jwt = verifier.verify(token);
        return new Identity(jwt.getSubject(), jwt.getClaim("email").asString());
    }
}
