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
 * The rules for registered claims (RFC 7519 §4.1). Each rule passes or throws; {@link #check} is all of them.
 *
 * @param audiences any one of them is expected; empty if the audience is not checked
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

    /** Rejected when now >= exp + skew: a token whose exp is this very moment has expired (RFC 7519 §4.1.4, "on or after"). */
    void checkExpiration(JwtClaims claims, Instant now) throws Rejection {
        Instant exp = claims.expiresAt();
        if (exp == null) {
            if (expirationRequired) {
                throw new Rejection(RejectionReason.MISSING_CLAIM, "exp", null);
            }
        } else if (!now.minus(clockSkew).isBefore(exp)) {
            throw new Rejection(RejectionReason.EXPIRED, expirationBound(now, exp), exp);
        }
    }

    /** Accepted when now >= nbf - skew (RFC 7519 §4.1.5). */
    void checkNotBefore(JwtClaims claims, Instant now) throws Rejection {
        Instant nbf = claims.notBefore();
        if (nbf != null && now.plus(clockSkew).isBefore(nbf)) {
            throw new Rejection(RejectionReason.NOT_YET_VALID, startBound(now, nbf), nbf);
        }
    }

    /** Accepted when now >= iat - skew (RFC 7519 §4.1.6). */
    void checkIssuedAt(JwtClaims claims, Instant now) throws Rejection {
        Instant iat = claims.issuedAt();
        if (iat != null && now.plus(clockSkew).isBefore(iat)) {
            throw new Rejection(RejectionReason.ISSUED_IN_FUTURE, startBound(now, iat), iat);
        }
    }

    /** Any one of the expected audiences (RFC 7519 §4.1.3). */
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

    /** True if the claim that names the audience is there and not null. */
    boolean namesAudience(JwtClaims claims) {
        return claims.all().get(audienceClaim) != null;
    }

    /** True if the claim names one of the expected audiences. */
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
     * Whether the audience claim tells tokens for these rules from tokens for the others: both check it, in different claims or with
     * different values, and at most one takes tokens without it.
     */
    boolean isDistinctFrom(RegisteredClaimRules other) {
        return audiences.isPresent()
                && other.audiences.isPresent()
                && !(audienceOptional && other.audienceOptional)
                && (!audienceClaim.equals(other.audienceClaim)
                        || Collections.disjoint(audiences.get(), other.audiences.get()));
    }

    /** A required claim that is null is missing. */
    void checkRequired(JwtClaims claims) throws Rejection {
        for (String name : requiredClaims) {
            if (claims.all().get(name) == null) {
                throw new Rejection(RejectionReason.MISSING_CLAIM, name, null);
            }
        }
    }

    /** A token that is bound to keys needs a proof for each (RFC 7800 §3.1). */
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
     * The edge of a time that is accepted; becomes text only where somebody reads it.
     *
     * @param claim what is compared with it
     */
    record Bound(
            String relation,
            Instant edge,
            String sign,
            Duration clockSkew,
            @Nullable Instant claim) {
        /** In whole seconds unless the claim has a fraction: on which side of the edge a whole second lies does not change by it. */
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
