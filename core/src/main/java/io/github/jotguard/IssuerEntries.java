package io.github.jotguard;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The entries of one issuer. A token belongs to at most one of them. The configuration decides which one: by the family
 * of {@code alg}, secret or public, and then by the audience claim. Immutable.
 */
final class IssuerEntries {

    private final List<TrustedIssuer> entries;

    /**
     * Checks the entries in pairs.
     *
     * @param issuer the issuer in words, for the message
     * @param entries at least one entry, in the order in which they are trusted
     * @throws IllegalStateException if a token could belong to two entries
     */
    IssuerEntries(String issuer, List<TrustedIssuer> entries) {
        this.entries = List.copyOf(entries);
        for (int i = 0; i < entries.size(); i++) {
            for (TrustedIssuer later : entries.subList(i + 1, entries.size())) {
                checkPair(issuer, entries.get(i), later);
            }
        }
    }

    private static void checkPair(String issuer, TrustedIssuer one, TrustedIssuer other) {
        if (isSameFamily(one, other) && !one.registeredClaimRules().isDistinctFrom(other.registeredClaimRules())) {
            throw new IllegalStateException(
                    issuer + " is trusted twice" + inEntries(one, other)
                            + ", and a token could belong to either entry. "
                            + "Call trust(...) once for each issuer, or give the two entries audiences of their own with "
                            + "audience(...) or audienceClaim(...), or trust one with a shared secret and the other with public keys");
        }
    }

    /** Names two of perhaps many entries, if they were given names. */
    private static String inEntries(TrustedIssuer one, TrustedIssuer other) {
        return one.name().isPresent() && other.name().isPresent()
                ? " (" + one.name().get() + ", " + other.name().get() + ")"
                : "";
    }

    /**
     * Finds the entry that a token belongs to.
     *
     * @param header a header with an algorithm that some entry of the verifier allows
     * @throws Rejection with {@code ALGORITHM_NOT_ALLOWED}, {@code WRONG_AUDIENCE} or {@code MISSING_CLAIM} if it
     *     belongs to none
     */
    TrustedIssuer find(JoseHeader header, JwtClaims claims) throws Rejection {
        if (entries.size() == 1) {
            return entries.get(0);
        }
        List<TrustedIssuer> family = familyOf(header);
        if (family.isEmpty()) {
            throw new Rejection(RejectionReason.ALGORITHM_NOT_ALLOWED, algorithms(), header.alg()).by(entries);
        }
        return family.size() == 1 ? family.get(0) : findByAudience(family, claims);
    }

    /** Names the checks that {@link #find} needs to return this entry. */
    String basisOf(TrustedIssuer entry) {
        if (entries.size() == 1) {
            return "iss";
        }
        List<TrustedIssuer> family =
                entries.stream().filter(other -> isSameFamily(other, entry)).toList();
        String alg = family.size() < entries.size() ? ", alg" : "";
        return "iss" + alg
                + (family.size() > 1 ? ", " + entry.registeredClaimRules().audienceClaim() : "");
    }

    List<TrustedIssuer> entries() {
        return entries;
    }

    private List<TrustedIssuer> familyOf(JoseHeader header) {
        return entries.stream()
                .filter(entry -> header.unverified()
                        .filter(known -> known.algorithm().isSymmetric() == hasSecret(entry))
                        .isPresent())
                .toList();
    }

    private static boolean isSameFamily(TrustedIssuer one, TrustedIssuer other) {
        return hasSecret(one) == hasSecret(other);
    }

    /** Returns whether the key of an entry is a shared secret and not public keys. */
    private static boolean hasSecret(TrustedIssuer entry) {
        return entry.keys() instanceof SharedSecret;
    }

    /**
     * Finds an entry whose audience is present before one whose audience may be absent. Otherwise the entry that was
     * trusted first wins.
     */
    private TrustedIssuer findByAudience(List<TrustedIssuer> family, JwtClaims claims) throws Rejection {
        TrustedIssuer unaddressed = null;
        for (TrustedIssuer entry : family) {
            RegisteredClaimRules rules = entry.registeredClaimRules();
            if (rules.namesAudience(claims)) {
                if (rules.isForAudience(claims)) {
                    return entry;
                }
            } else if (rules.audienceOptional()) {
                unaddressed = entry;
            }
        }
        if (unaddressed != null && namesNone(family, claims)) {
            return unaddressed;
        }
        throw audienceOfNone(family, claims).by(entries);
    }

    private static boolean namesNone(List<TrustedIssuer> family, JwtClaims claims) {
        return family.stream().noneMatch(entry -> entry.registeredClaimRules().namesAudience(claims));
    }

    private static Rejection audienceOfNone(List<TrustedIssuer> family, JwtClaims claims) {
        String claimNames = family.stream()
                .map(entry -> entry.registeredClaimRules().audienceClaim())
                .distinct()
                .collect(Collectors.joining(" or "));
        if (namesNone(family, claims)) {
            return new Rejection(RejectionReason.MISSING_CLAIM, claimNames, null);
        }
        Set<String> expected = new LinkedHashSet<>();
        Object actual = null;
        for (TrustedIssuer entry : family) {
            RegisteredClaimRules rules = entry.registeredClaimRules();
            rules.audiences().ifPresent(expected::addAll);
            actual = actual == null && rules.namesAudience(claims) ? rules.actualAudience(claims) : actual;
        }
        return new Rejection(RejectionReason.WRONG_AUDIENCE, expected, actual);
    }

    private Set<JwsAlgorithm> algorithms() {
        return entries.stream().flatMap(entry -> entry.algorithms().stream()).collect(Collectors.toSet());
    }
}
