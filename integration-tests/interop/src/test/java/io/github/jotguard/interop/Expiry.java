package io.github.jotguard.interop;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.json.JsonMapper;

/** Tokens that expire while they are waited for, where the clock of the issuer cannot be set. */
final class Expiry {

    private static final Duration LONGEST = Duration.ofSeconds(10);

    private Expiry() {}

    /** Returns the token when its {@code exp} has passed, which must be soon. */
    static String awaited(String token) {
        byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
        long exp = JsonMapper.shared()
                .readTree(new String(claims, StandardCharsets.UTF_8))
                .path("exp")
                .asLong();
        Instant expired = Instant.ofEpochSecond(exp + 1);
        if (expired.isAfter(Instant.now().plus(LONGEST))) {
            throw new IllegalArgumentException("the token lives longer than " + LONGEST);
        }
        while (Instant.now().isBefore(expired)) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        return token;
    }
}
