package io.github.jotguard;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A demand on the claims beyond the built-in ones, which it never replaces. Evaluated after the signature, on every verification,
 * whether the token was seen before or not. Thread-safe and without I/O. A rule that throws refuses.
 */
@FunctionalInterface
public interface ClaimRule {

    /**
     * Whether the token is acceptable; if not, it is refused with {@link RejectionReason#CLAIM_REJECTED}.
     *
     * @param jwt authentic, and with acceptable registered claims
     * @param now the time of this verification
     */
    boolean accepts(VerifiedJwt jwt, Instant now);

    /** The claim is there and equal to {@code expected}: a {@code String}, {@code Boolean}, {@code Long} or {@code Integer}. */
    static ClaimRule claimEquals(String name, Object expected) {
        requireNonNull(name, "name");
        requireNonNull(expected, "expected");
        Object comparable = expected instanceof Integer number ? Long.valueOf(number) : expected;
        return (jwt, now) -> comparable.equals(jwt.claims().get(name));
    }

    /** The claim is there and equal to one of {@code allowed}. */
    static ClaimRule claimIn(String name, String... allowed) {
        requireNonNull(name, "name");
        Set<String> values = Set.copyOf(Arrays.asList(allowed));
        return (jwt, now) -> jwt.claims().get(name) instanceof String value && values.contains(value);
    }

    /**
     * The claim {@code scope} holds all of these values, as a string separated by spaces (RFC 8693 §4.2, RFC 9068 §2.2.3) or as an
     * array of strings.
     */
    static ClaimRule hasScopes(String... required) {
        Set<String> values = Set.copyOf(Arrays.asList(required));
        return (jwt, now) -> jwt.scopes().containsAll(values);
    }

    /** The token was issued no longer than {@code max} ago, whatever its {@code exp} says; {@code iat} must be there. */
    static ClaimRule maxTokenAge(Duration max) {
        if (max.isNegative() || max.isZero()) {
            throw new IllegalArgumentException("A token's maximum age must be positive, but is " + max);
        }
        return (jwt, now) -> jwt.issuedAt()
                .filter(issuedAt -> !now.minus(max).isAfter(issuedAt))
                .isPresent();
    }

    /** All of these rules. */
    static ClaimRule allOf(ClaimRule... rules) {
        List<ClaimRule> all = List.of(rules);
        return (jwt, now) -> all.stream().allMatch(rule -> rule.accepts(jwt, now));
    }
}
