package io.github.jotguard.spring;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.github.jotguard.JwtRejectedException;
import io.github.jotguard.JwtVerifier;
import io.github.jotguard.SharedSecret;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.VerifiedJwt;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;

/**
 * Gives the verified token of a caller that Spring Security has authenticated.
 *
 * <p>Where that was done without our decoder, as by {@code spring-security-test}, there is no verdict of a verifier, and only a verifier
 * gives one. So the claims are signed with a secret that this object alone has, and verified: Spring Security's word is taken for them, and for
 * their times too, within the most that clocks may differ.
 */
final class AuthenticatedJwts {

    private final byte[] secret = new byte[SharedSecret.MIN_BYTES];
    private final JwtVerifier verifier;

    AuthenticatedJwts() {
        new SecureRandom().nextBytes(secret);
        this.verifier = JwtVerifier.builder()
                .trust(TrustedIssuer.anyIssuer(SharedSecret.ofBytes(secret))
                        .withoutAudienceCheck()
                        .allowMissingExpiration()
                        .acceptBoundTokensWithoutProof()
                        .clockSkew(TrustedIssuer.Builder.MAX_CLOCK_SKEW)
                        .build())
                .maxTokenLength(JwtVerifier.Builder.LARGEST_MAX_TOKEN_LENGTH)
                .verifiedTokenCache(0)
                .build();
    }

    /**
     * The token of a caller; empty if nobody is authenticated, or not by a JWT.
     *
     * @throws RequestRefusedException if it is authenticated but would not be acceptable, such as one that has expired since
     */
    Optional<VerifiedJwt> of(@Nullable Authentication authentication) {
        if (authentication == null || !authentication.isAuthenticated()) {
            return Optional.empty();
        }
        return Optional.ofNullable(jwt(authentication)).map(this::verified);
    }

    /** The principal comes last: Spring Security 7.1 puts a copy there. */
    private static @Nullable Jwt jwt(Authentication authentication) {
        if (authentication instanceof AbstractOAuth2TokenAuthenticationToken<?> bearer
                && bearer.getToken() instanceof Jwt jwt) {
            return jwt;
        }
        if (authentication.getCredentials() instanceof Jwt jwt) {
            return jwt;
        }
        return authentication.getPrincipal() instanceof Jwt jwt ? jwt : null;
    }

    private VerifiedJwt verified(Jwt jwt) {
        VerifiedJwt verdict = jwt instanceof VerifiedSpringJwt ours ? ours.verified() : null;
        return verdict == null ? vouchedFor(jwt) : verdict;
    }

    private VerifiedJwt vouchedFor(Jwt jwt) {
        JWSObject signed = new JWSObject(
                new JWSHeader(JWSAlgorithm.HS256), new Payload(JSONObjectUtils.toJSONString(json(jwt.getClaims()))));
        try {
            signed.sign(new MACSigner(secret));
            return verifier.verify(signed.serialize());
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        } catch (JwtRejectedException rejected) {
            throw new RequestRefusedException(Problem.rejected(rejected.reason()));
        }
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
                ? values.stream().map(AuthenticatedJwts::json).toList()
                : value.toString();
    }
}
