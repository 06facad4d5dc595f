package io.github.jotguard.example.tasks;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.github.jotguard.JwtVerifier;
import io.github.jotguard.SharedSecret;
import io.github.jotguard.TrustedIssuer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

/**
 * The tokens of this application: who signs them, and what is demanded of them. Issuer and audience are its own names, so a token
 * that somebody else signs with the same secret, Better Auth's session cache for one, is none of ours.
 */
final class Tokens {

    static final String ISSUER = "jotguard-tasks-api";
    static final String AUDIENCE = "jotguard-tasks-api";
    static final Duration LIFETIME = Duration.ofMinutes(30);

    private final String secret;
    private final Clock clock;

    Tokens(String secret, Clock clock) {
        this.secret = secret;
        this.clock = clock;
    }

    /** A token for a user. It names them by id only: whoever sees a token can read it. */
    String issue(UUID userId) {
        Instant now = clock.instant();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(userId.toString())
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)))
                .build();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .type(JOSEObjectType.JWT)
                .build();
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (JOSEException e) {
            throw new IllegalStateException("HS256 cannot be used with BETTER_AUTH_SECRET", e);
        }
        return token.serialize();
    }

    /**
     * Returns the verifier of these tokens. It has no clock skew, because the clock that signs is the clock that
     * verifies. {@link Users#findLoggedIn} checks together that the token was not logged out and that its user exists,
     * because it can also report that the database is unavailable.
     */
    JwtVerifier verifier() {
        TrustedIssuer issuer = TrustedIssuer.builder(ISSUER, SharedSecret.ofUtf8(secret))
                .audience(AUDIENCE)
                .clockSkew(Duration.ZERO)
                .requireType()
                .requireClaims("sub", "jti")
                .build();
        return JwtVerifier.builder().trust(issuer).clock(clock).build();
    }
}
