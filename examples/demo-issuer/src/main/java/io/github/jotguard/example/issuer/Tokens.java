package io.github.jotguard.example.issuer;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Issues the JWT of a user: the whole user record, {@code iss} and {@code aud} the origin of the issuer. */
final class Tokens {

    /** How long a token lives: 15 min, which is 900 s. */
    static final Duration LIFETIME = Duration.ofMinutes(15);

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
}
