package io.github.jotguard.spring.test;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.github.jotguard.JwtVerifier;
import io.github.jotguard.SharedSecret;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.spring.security.MockJwtVerifier;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Accepts the claims of a mock token of {@code spring-security-test} without proof, and checks its times with the
 * maximum clock skew. Signs the claims with a secret that this object alone has, because only a verifier creates a
 * {@link VerifiedJwt}.
 */
final class MockJwts implements MockJwtVerifier {

    private final byte[] secret = new byte[SharedSecret.MIN_BYTES];
    private final JwtVerifier verifier;

    MockJwts() {
        new SecureRandom().nextBytes(secret);
        this.verifier = JwtVerifier.builder()
                .trust(TrustedIssuer.anyIssuer(SharedSecret.ofBytes(secret))
                        .withoutAudienceCheck()
                        .acceptBoundTokensWithoutProof()
                        .allowMissingExpiration()
                        .clockSkew(TrustedIssuer.Builder.MAX_CLOCK_SKEW)
                        .build())
                .maxTokenLength(JwtVerifier.Builder.LARGEST_MAX_TOKEN_LENGTH)
                .verifiedTokenCache(0)
                .build();
    }

    @Override
    public VerifiedJwt verify(Jwt mock) {
        JWSObject signed = new JWSObject(
                new JWSHeader(JWSAlgorithm.HS256), new Payload(JSONObjectUtils.toJSONString(json(mock.getClaims()))));
        try {
            signed.sign(new MACSigner(secret));
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
        return verifier.verify(signed.serialize());
    }

    private static Map<String, @Nullable Object> json(Map<?, ?> members) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        members.forEach((name, value) -> json.put(String.valueOf(name), json(value)));
        return json;
    }

    private static @Nullable Object json(@Nullable Object value) {
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Instant time) {
            return time.getEpochSecond();
        }
        if (value instanceof Map<?, ?> members) {
            return json(members);
        }
        return value instanceof Collection<?> values
                ? values.stream().map(MockJwts::json).toList()
                : value.toString();
    }
}
