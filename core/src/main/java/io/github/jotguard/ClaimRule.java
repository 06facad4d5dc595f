package io.github.jotguard;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A check of the claims in addition to the built-in checks. It cannot replace them. It runs after the signature was
 * verified, on every verification, including those of cached tokens. Implementations are thread-safe and do no I/O. If
 * a rule throws, the token is rejected.
 */
@FunctionalInterface
public interface ClaimRule {

    /**
     * Returns whether the token is acceptable. If it is not, it is rejected with
     * {@link RejectionReason#CLAIM_REJECTED}.
     *
     * @param jwt a token whose signature and registered claims were accepted
     * @param now the time of this verification
     */
    boolean accepts(VerifiedJwt jwt, Instant now);

    /**
     * Returns whether a call may wait for something. If so, {@link JwtVerifier#tryVerify} accepts no token of the
     * issuer. Called when a verifier is built, and by {@link #allOf}.
     *
     * @return true by default, and false for the rules that this interface makes
     */
    default boolean mayBlock() {
        return true;
    }

    /**
     * Returns a rule that accepts the same tokens and is known not to block. It is for rules that only look at claims.
     *
     * @param rule a rule that never waits
     */
    static ClaimRule nonBlocking(ClaimRule rule) {
        return new NonBlockingRule(requireNonNull(rule, "rule"));
    }

    /**
     * Accepts a claim that is present and equal to {@code expected}. Numbers are compared by value, so 1 equals 1.0.
     *
     * @param name the name of the claim
     * @param expected a {@code String}, {@code Boolean}, {@code Integer} or {@code Long}
     * @throws IllegalArgumentException if {@code expected} is of another type, or the name is blank or has white space
     *     around it
     */
    static ClaimRule claimEquals(String name, Object expected) {
        NonBlankText.of("claim", name);
        requireNonNull(expected, "expected");
        if (expected instanceof Integer || expected instanceof Long) {
            BigDecimal number = BigDecimal.valueOf(((Number) expected).longValue());
            return nonBlocking((jwt, now) -> jwt.claim(name, BigDecimal.class)
                    .filter(claim -> claim.compareTo(number) == 0)
                    .isPresent());
        }
        if (expected instanceof String || expected instanceof Boolean) {
            return nonBlocking((jwt, now) -> expected.equals(jwt.claims().get(name)));
        }
        throw new IllegalArgumentException("claimEquals takes a String, Boolean, Integer or Long, but \"" + name
                + "\" is compared with a " + expected.getClass().getName());
    }

    /**
     * Accepts a claim that is a string and equal to one of {@code allowed}.
     *
     * @param name the name of the claim
     * @param allowed at least one value
     * @throws IllegalArgumentException if there is no value, or the name or a value is blank or has white space around
     *     it
     */
    static ClaimRule claimIn(String name, String... allowed) {
        NonBlankText.of("claim", name);
        Set<String> values = Set.copyOf(NonBlankText.allOf("claimIn", "value", allowed));
        return nonBlocking((jwt, now) -> jwt.claims().get(name) instanceof String value && values.contains(value));
    }

    /**
     * Accepts a claim whose value is written as one of these texts. It is for settings, which are text. A string
     * matches an equal text, and a boolean matches {@code true} or {@code false}. A number matches a text of the same
     * value, so 1 matches 1.0. An array or an object is never accepted.
     *
     * @param name the name of the claim
     * @param anyOf at least one text
     * @throws IllegalArgumentException if there is no text, or the name or a text is blank or has white space around it
     */
    static ClaimRule claimMatches(String name, String... anyOf) {
        NonBlankText.of("claim", name);
        return ClaimTextRule.of(name, NonBlankText.allOf("claimMatches", "value", anyOf));
    }

    /**
     * Accepts a token whose claim {@code scope} holds all of these values. The claim is a string separated by spaces
     * (RFC 8693 §4.2, RFC 9068 §2.2.3) or an array of strings.
     *
     * @param required at least one scope, without spaces
     * @throws IllegalArgumentException if there is no scope, or one is blank or contains a space
     */
    static ClaimRule hasScopes(String... required) {
        Set<String> values = Set.copyOf(NonBlankText.allOf("hasScopes", "scope", required));
        values.stream().filter(value -> value.contains(" ")).forEach(value -> {
            throw new IllegalArgumentException(
                    "hasScopes(...) takes each scope by itself, but \"" + value + "\" has a space in it");
        });
        return nonBlocking((jwt, now) -> jwt.scopes().containsAll(values));
    }

    /**
     * Accepts a token that was issued at most {@code max} ago, even if its {@code exp} is later. The token must have
     * {@code iat}. The clock skew of the issuer is not added.
     *
     * @param max more than zero and at most 3650 days
     * @throws IllegalArgumentException if {@code max} is outside these bounds
     */
    static ClaimRule maxTokenAge(Duration max) {
        requireNonNull(max, "max");
        if (max.isNegative() || max.isZero() || max.compareTo(Duration.ofDays(3650)) > 0) {
            throw new IllegalArgumentException(
                    "maxTokenAge must be more than zero and at most 3650 days, but is " + max);
        }
        return nonBlocking((jwt, now) -> jwt.issuedAt()
                .filter(issuedAt -> !now.minus(max).isAfter(issuedAt))
                .isPresent());
    }

    /**
     * Accepts a token that all of these rules accept.
     *
     * @param rules at least one rule
     * @throws IllegalArgumentException if there is no rule
     */
    static ClaimRule allOf(ClaimRule... rules) {
        List<ClaimRule> all =
                Arrays.stream(rules).map(rule -> requireNonNull(rule, "rule")).toList();
        if (all.isEmpty()) {
            throw new IllegalArgumentException(
                    "allOf(...) requires at least one rule. Without one it would " + "accept every token");
        }
        ClaimRule every = (jwt, now) -> all.stream().allMatch(rule -> rule.accepts(jwt, now));
        return all.stream().anyMatch(ClaimRule::mayBlock) ? every : nonBlocking(every);
    }
}
