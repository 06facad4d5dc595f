package io.github.jotguard;

import io.github.jotguard.json.JsonReader;
import io.github.jotguard.json.MalformedTextException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Claims Set of a JWT (RFC 7519 §4), parsed and not necessarily verified. The registered claims have the types of
 * §4.1, and null is absent. It is a record, because no framework can write to the fields of one.
 *
 * @param seal the genuine one, so that only {@link #parse} creates one
 * @param all deeply unmodifiable
 */
record JwtClaims(
        @Nullable Seal seal,
        Map<String, @Nullable Object> all,
        @Nullable String issuer,
        @Nullable String subject,
        @Nullable String id,
        List<String> audience,
        @Nullable Instant expiresAt,
        @Nullable Instant notBefore,
        @Nullable Instant issuedAt) {

    private static final BigDecimal LAST_SECOND = BigDecimal.valueOf(Instant.MAX.getEpochSecond());
    private static final BigDecimal FIRST_SECOND = BigDecimal.valueOf(Instant.MIN.getEpochSecond());
    private static final int NANO_DIGITS = 9;

    /** Rejects every seal except the genuine one. */
    JwtClaims {
        Seal.require(seal);
    }

    static JwtClaims parse(byte[] payload, int maxDepth) throws Rejection {
        Map<String, @Nullable Object> all = json(payload, maxDepth);
        Confirmation.checkShape(all);
        return new JwtClaims(
                Seal.GENUINE,
                all,
                string(all, "iss"),
                string(all, "sub"),
                string(all, "jti"),
                audience(all.get("aud")),
                numericDate(all, "exp"),
                numericDate(all, "nbf"),
                numericDate(all, "iat"));
    }

    private static Map<String, @Nullable Object> json(byte[] payload, int maxDepth) throws Rejection {
        try {
            return JsonReader.parseObject(payload, maxDepth, JsonReader.Duplicates.REJECT);
        } catch (MalformedTextException malformed) {
            throw Rejection.malformed("claims that are a JSON object", malformed.getMessage());
        }
    }

    private static @Nullable String string(Map<String, @Nullable Object> all, String name) throws Rejection {
        Object value = all.get(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw Rejection.malformed(name + " that is a string", JsonTypes.nameOf(value));
    }

    private static List<String> audience(@Nullable Object aud) throws Rejection {
        if (aud == null) {
            return List.of();
        }
        if (aud instanceof String one) {
            return List.of(one);
        }
        if (aud instanceof List<?> several && several.stream().allMatch(String.class::isInstance)) {
            @SuppressWarnings("unchecked") // each element was looked at
            List<String> strings = (List<String>) several;
            return strings;
        }
        String type = aud instanceof List<?> ? "an array with other elements" : JsonTypes.nameOf(aud);
        throw Rejection.malformed("aud that is a string or an array of strings", type);
    }

    /**
     * Parses seconds, which may have a fraction (RFC 7519 §2). A time beyond the range of Instant becomes its first or
     * last one.
     */
    private static @Nullable Instant numericDate(Map<String, @Nullable Object> all, String name) throws Rejection {
        Object value = all.get(name);
        if (value == null) {
            return null;
        }
        if (value instanceof Long seconds) {
            return instant(seconds);
        }
        if (value instanceof BigDecimal seconds) {
            return instant(seconds);
        }
        throw Rejection.malformed(name + " that is a number", JsonTypes.nameOf(value));
    }

    private static Instant instant(long seconds) {
        if (seconds > Instant.MAX.getEpochSecond()) {
            return Instant.MAX;
        }
        return seconds < Instant.MIN.getEpochSecond() ? Instant.MIN : Instant.ofEpochSecond(seconds);
    }

    /**
     * Rounds up, so that each comparison with a time in whole nanoseconds has the same outcome as with the exact
     * number.
     */
    private static Instant instant(BigDecimal seconds) {
        if (seconds.compareTo(LAST_SECOND) > 0) {
            return Instant.MAX;
        }
        if (seconds.compareTo(FIRST_SECOND) <= 0) {
            return Instant.MIN;
        }
        BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
        BigDecimal nanos = seconds.subtract(whole).movePointRight(NANO_DIGITS).setScale(0, RoundingMode.CEILING);
        return Instant.ofEpochSecond(whole.longValueExact(), nanos.longValueExact());
    }

    /** Returns the number of claims. It shows no claim, because a claim can be personal. */
    @Override
    public String toString() {
        return "JwtClaims[" + all.size() + " claims]";
    }
}
