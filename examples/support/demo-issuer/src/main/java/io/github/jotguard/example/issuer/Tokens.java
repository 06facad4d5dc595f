package io.github.jotguard.example.issuer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Issues the JWT of a user: the whole user record, {@code iss} and {@code aud} the origin of the issuer. */
final class Tokens {

    /** The lifetime of a token: 15 min, which is 900 s. */
    static final Duration LIFETIME = Duration.ofMinutes(15);

    private static final Duration OVERDUE = Duration.ofMinutes(5);
    private static final String ELSEWHERE = "https://other.example.com";

    private final SigningKeys keys;
    private final String origin;
    private final Clock clock;

    Tokens(SigningKeys keys, String origin, Clock clock) {
        this.keys = keys;
        this.origin = origin;
        this.clock = clock;
    }

    String issue(User user) {
        long now = clock.instant().getEpochSecond();
        Map<String, @Nullable Object> claims = new LinkedHashMap<>();
        claims.put("iat", now);
        claims.putAll(user.json());
        claims.put("sub", user.id());
        claims.put("exp", now + LIFETIME.toSeconds());
        claims.put("iss", origin);
        claims.put("aud", origin);
        return keys.current().sign(claims);
    }

    /** Issues a token with the registered claims only and one flaw: without it, the token would be good. */
    String issue(User user, Flaw flaw) {
        Instant expires = flaw == Flaw.EXPIRED
                ? clock.instant().minus(OVERDUE)
                : clock.instant().plus(LIFETIME);
        Map<String, @Nullable Object> claims = new LinkedHashMap<>();
        claims.put("iat", expires.minus(LIFETIME).getEpochSecond());
        claims.put("sub", user.id());
        claims.put("exp", expires.getEpochSecond());
        claims.put("iss", flaw == Flaw.OTHER_ISSUER ? ELSEWHERE : origin);
        claims.put("aud", flaw == Flaw.OTHER_AUDIENCE ? ELSEWHERE : origin);
        SigningKey key = flaw == Flaw.OTHER_KEY ? SigningKeys.unpublished() : keys.current();
        return key.sign(claims);
    }
}
