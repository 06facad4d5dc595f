package io.github.jotguard;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A demand on the claims beyond the built-in ones, which it never replaces. Evaluated after the signature, on every verification,
 * whether the token was seen before or not. Thread-safe and without I/O. A rule that throws rejects.
 */
@FunctionalInterface
public interface ClaimRule {

    /**
     * Whether the token is acceptable; if not, it is rejected with {@link RejectionReason#CLAIM_REJECTED}.
     *
     * @param jwt authentic, and with acceptable registered claims
     * @param now the time of this verification
     */
    boolean accepts(VerifiedJwt jwt, Instant now);

    /**
     * The claim is there and equal to {@code expected}; numbers are equal if their values are, so 1 is 1.0.
     *
     * @throws IllegalArgumentException if that is not a {@code String}, {@code Boolean}, {@code Integer} or {@code Long}
     */
    static ClaimRule claimEquals(String name, Object expected) {
        NonBlankText.of("claim", name);
        requireNonNull(expected, "expected");
        if (expected instanceof Integer || expected instanceof Long) {
            BigDecimal number = BigDecimal.valueOf(((Number) expected).longValue());
            return (jwt, now) -> jwt.claim(name, BigDecimal.class)
                    .filter(claim -> claim.compareTo(number) == 0)
                    .isPresent();
        }
        if (expected instanceof String || expected instanceof Boolean) {
            return (jwt, now) -> expected.equals(jwt.claims().get(name));
        }
        throw new IllegalArgumentException("claimEquals takes a String, Boolean, Integer or Long, but \"" + name
                + "\" is compared with a " + expected.getClass().getName());
    }

    /**
     * The claim is there and equal to one of {@code allowed}.
     *
     * @throws IllegalArgumentException if none is given
     */
    static ClaimRule claimIn(String name, String... allowed) {
        NonBlankText.of("claim", name);
        Set<String> values = Set.copyOf(NonBlankText.allOf("claimIn", "value", allowed));
        return (jwt, now) -> jwt.claims().get(name) instanceof String value && values.contains(value);
    }

    /**
     * Accepts a claim whose value is written as one of these texts: a string that is equal to it, {@code true} or {@code false}, or a
     * number of the same value, so 1 is 1.0. For settings, which are text. An array or an object is never accepted.
     *
     * @throws IllegalArgumentException if none is given, or one is blank or has white space around it
     */
    static ClaimRule claimMatches(String name, String... anyOf) {
        NonBlankText.of("claim", name);
        return ClaimTextRule.of(name, NonBlankText.allOf("claimMatches", "value", anyOf));
    }

    /**
     * The claim {@code scope} holds all of these values, as a string separated by spaces (RFC 8693 §4.2, RFC 9068 §2.2.3) or as an
     * array of strings.
     *
     * @throws IllegalArgumentException if none is given, or one has a space in it and so is several
     */
    static ClaimRule hasScopes(String... required) {
        Set<String> values = Set.copyOf(NonBlankText.allOf("hasScopes", "scope", required));
        values.stream().filter(value -> value.contains(" ")).forEach(value -> {
            throw new IllegalArgumentException(
                    "hasScopes(...) takes each scope by itself, but \"" + value + "\" has a space in it");
        });
        return (jwt, now) -> jwt.scopes().containsAll(values);
    }

    /**
     * The token was issued no longer than {@code max} ago, whatever its {@code exp} says; {@code iat} must be there. The clock skew of
     * the issuer does not widen it.
     *
     * @throws IllegalArgumentException if that is not positive, or more than 3650 days
     */
    static ClaimRule maxTokenAge(Duration max) {
        requireNonNull(max, "max");
        if (max.isNegative() || max.isZero() || max.compareTo(Duration.ofDays(3650)) > 0) {
            throw new IllegalArgumentException(
                    "maxTokenAge must be more than zero and at most 3650 days, but is " + max);
        }
        return (jwt, now) -> jwt.issuedAt()
                .filter(issuedAt -> !now.minus(max).isAfter(issuedAt))
                .isPresent();
    }

    /**
     * All of these rules.
     *
     * @throws IllegalArgumentException if none is given
     */
    static ClaimRule allOf(ClaimRule... rules) {
        List<ClaimRule> all =
                Arrays.stream(rules).map(rule -> requireNonNull(rule, "rule")).toList();
        if (all.isEmpty()) {
            throw new IllegalArgumentException("allOf(...) needs at least one rule; none would accept everything");
        }
        return (jwt, now) -> all.stream().allMatch(rule -> rule.accepts(jwt, now));
    }
}
