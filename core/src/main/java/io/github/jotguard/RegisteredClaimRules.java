package io.github.jotguard;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules for registered claims (RFC 7519 §4.1). Each check passes or throws; {@link #check} runs all of them.
 *
 * @param audiences the expected audiences, of which one is enough; empty if the audience is not checked
 * @param audienceClaim the claim that names the audience: {@code aud}, or another for issuers without it
 * @param audienceOptional whether a token without that claim is accepted
 * @param proofRequired whether a token with a {@code cnf} claim needs a proof of possession
 */
record RegisteredClaimRules(
        Optional<Set<String>> audiences,
        String audienceClaim,
        boolean audienceOptional,
        boolean expirationRequired,
        Duration clockSkew,
        Set<String> requiredClaims,
        boolean proofRequired) {

    /** Rejects an {@code exp} that is both optional and required. */
    RegisteredClaimRules {
        if (!expirationRequired && requiredClaims.contains("exp")) {
            throw new IllegalStateException(
                    "allowMissingExpiration() and requireClaims(\"exp\") contradict each other; call one of them");
        }
    }

    void check(JwtClaims claims, Instant now, ProofOfPossession proof) throws Rejection {
        checkExpiration(claims, now);
        checkNotBefore(claims, now);
        checkIssuedAt(claims, now);
        checkAudience(claims);
        checkRequired(claims);
        checkConfirmation(claims, proof);
    }

    /** Returns whether {@link #check} accepts the claims. */
    boolean accepts(JwtClaims claims, Instant now, ProofOfPossession proof) {
        try {
            check(claims, now, proof);
            return true;
        } catch (Rejection rejected) {
            return false;
        }
    }

    /** Rejects if now >= exp + skew. A token whose exp is exactly now has expired (RFC 7519 §4.1.4, "on or after"). */
    void checkExpiration(JwtClaims claims, Instant now) throws Rejection {
        Instant exp = claims.expiresAt();
        if (exp == null) {
            if (expirationRequired) {
                throw new Rejection(RejectionReason.MISSING_CLAIM, "exp", null);
            }
        } else if (hasExpired(claims, now)) {
            throw new Rejection(RejectionReason.EXPIRED, expirationBound(now, exp), exp);
        }
    }

    /** Returns whether a token with {@code exp} is rejected as expired. */
    boolean hasExpired(JwtClaims claims, Instant now) {
        Instant exp = claims.expiresAt();
        return exp != null && !now.minus(clockSkew).isBefore(exp);
    }

    /** Accepts if now >= nbf - skew (RFC 7519 §4.1.5). */
    void checkNotBefore(JwtClaims claims, Instant now) throws Rejection {
        Instant nbf = claims.notBefore();
        if (nbf != null && now.plus(clockSkew).isBefore(nbf)) {
            throw new Rejection(RejectionReason.NOT_YET_VALID, startBound(now, nbf), nbf);
        }
    }

    /** Accepts if now >= iat - skew (RFC 7519 §4.1.6). */
    void checkIssuedAt(JwtClaims claims, Instant now) throws Rejection {
        Instant iat = claims.issuedAt();
        if (iat != null && now.plus(clockSkew).isBefore(iat)) {
            throw new Rejection(RejectionReason.ISSUED_IN_FUTURE, startBound(now, iat), iat);
        }
    }

    /** Accepts any one of the expected audiences (RFC 7519 §4.1.3). */
    void checkAudience(JwtClaims claims) throws Rejection {
        if (audiences.isEmpty()) {
            return;
        }
        if (!namesAudience(claims)) {
            if (audienceOptional) {
                return;
            }
            throw new Rejection(RejectionReason.MISSING_CLAIM, audienceClaim, null);
        }
        if (!isForAudience(claims)) {
            throw new Rejection(RejectionReason.WRONG_AUDIENCE, audiences.get(), actualAudience(claims));
        }
    }

    /** Returns whether the claim that names the audience is present and not null. */
    boolean namesAudience(JwtClaims claims) {
        return claims.all().get(audienceClaim) != null;
    }

    /** Returns whether the claim names one of the expected audiences. */
    boolean isForAudience(JwtClaims claims) {
        Set<String> expected = audiences.orElse(Set.of());
        for (Object audience : actualAudience(claims)) {
            if (audience instanceof String one && expected.contains(one)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns whether the audience claim distinguishes tokens for these rules from tokens for the others. Both must
     * check it, in different claims or with different values. At most one may accept tokens without it.
     */
    boolean isDistinctFrom(RegisteredClaimRules other) {
        return audiences.isPresent()
                && other.audiences.isPresent()
                && !(audienceOptional && other.audienceOptional)
                && (!audienceClaim.equals(other.audienceClaim)
                        || Collections.disjoint(audiences.get(), other.audiences.get()));
    }

    /** Checks the required claims. A claim that is null is missing. */
    void checkRequired(JwtClaims claims) throws Rejection {
        for (String name : requiredClaims) {
            if (claims.all().get(name) == null) {
                throw new Rejection(RejectionReason.MISSING_CLAIM, name, null);
            }
        }
    }

    /** Checks that there is a proof for each key that the token is bound to (RFC 7800 §3.1). */
    void checkConfirmation(JwtClaims claims, ProofOfPossession proof) throws Rejection {
        if (proofRequired) {
            Confirmation.requireProof(claims, proof);
        }
    }

    Bound expirationBound(Instant now, @Nullable Instant exp) {
        return new Bound("after", now.minus(clockSkew), "less", clockSkew, exp);
    }

    Bound startBound(Instant now, @Nullable Instant nbfOrIat) {
        return new Bound("at or before", now.plus(clockSkew), "plus", clockSkew, nbfOrIat);
    }

    /**
     * The limit of an accepted time, converted to text only if the text is needed.
     *
     * @param claim the claim that is compared with it
     */
    record Bound(
            String relation,
            Instant edge,
            String sign,
            Duration clockSkew,
            @Nullable Instant claim) {
        /**
         * Rounds to whole seconds unless the claim has a fraction. Rounding does not change on which side of the limit
         * a whole second is.
         */
        @Override
        public String toString() {
            boolean isExact = claim != null && !claim.equals(inSeconds(claim));
            String now = clockSkew.isZero() ? "now" : "now, " + sign + " " + seconds(clockSkew) + " s";
            return relation + " " + (isExact ? edge : inSeconds(edge)) + " (" + now + ")";
        }

        private static Instant inSeconds(Instant time) {
            return time.truncatedTo(ChronoUnit.SECONDS);
        }

        private static String seconds(Duration duration) {
            return BigDecimal.valueOf(duration.toNanos(), 9)
                    .stripTrailingZeros()
                    .toPlainString();
        }
    }

    List<?> actualAudience(JwtClaims claims) {
        if (audienceClaim.equals("aud")) {
            return claims.audience();
        }
        Object value = claims.all().get(audienceClaim);
        return value instanceof List<?> several ? several : value == null ? List.of() : List.of(value);
    }
}
