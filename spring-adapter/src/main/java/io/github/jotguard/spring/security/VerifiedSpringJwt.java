package io.github.jotguard.spring.security;

import static java.util.Objects.requireNonNull;

import io.github.jotguard.VerifiedJwt;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Spring Security's form of a verified token, together with the {@code VerifiedJwt}. Spring copies a {@code Jwt} in
 * places, and sessions can write one to disk; the copy has the claims but not the {@code VerifiedJwt}.
 */
final class VerifiedSpringJwt extends Jwt {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable VerifiedJwt verified;

    private VerifiedSpringJwt(
            String token,
            @Nullable Instant issuedAt,
            @Nullable Instant expiresAt,
            Map<String, Object> headers,
            Map<String, Object> claims,
            VerifiedJwt verified) {
        super(token, issuedAt, expiresAt, headers, claims);
        this.verified = requireNonNull(verified, "verified");
    }

    /** Creates it from a token with at least one claim; Spring accepts none without. */
    static VerifiedSpringJwt of(String token, VerifiedJwt jwt) {
        @Nullable Instant expiresAt = jwt.expiresAt().orElse(null);
        // Spring demands iat before exp, which a clock that is off can turn round within the skew
        @Nullable
        Instant issuedAt = jwt.issuedAt()
                .filter(iat -> expiresAt == null || iat.isBefore(expiresAt))
                .orElse(null);
        return new VerifiedSpringJwt(token, issuedAt, expiresAt, headers(jwt), claims(jwt), jwt);
    }

    private static Map<String, Object> headers(VerifiedJwt jwt) {
        Map<String, Object> headers = new LinkedHashMap<>();
        headers.put("alg", jwt.algorithm().name());
        jwt.keyId().ifPresent(keyId -> headers.put("kid", keyId));
        jwt.type().ifPresent(type -> headers.put("typ", type));
        return headers;
    }

    /** Returns the claims as Spring's own decoder does: times are instants, the audience is a list, null is absent. */
    private static Map<String, Object> claims(VerifiedJwt jwt) {
        Map<String, Object> claims = new LinkedHashMap<>();
        jwt.claims().forEach((name, value) -> {
            if (value != null) {
                claims.put(name, value);
            }
        });
        jwt.expiresAt().ifPresent(time -> claims.put("exp", time));
        jwt.notBefore().ifPresent(time -> claims.put("nbf", time));
        jwt.issuedAt().ifPresent(time -> claims.put("iat", time));
        if (claims.containsKey("aud")) {
            claims.put("aud", jwt.audience());
        }
        return claims;
    }

    /** Returns the verified token, or null in a copy. */
    @Nullable
    VerifiedJwt verified() {
        return verified;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode());
    }
}
