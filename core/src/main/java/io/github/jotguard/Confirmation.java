package io.github.jotguard;

import io.github.jotguard.logging.Interrupts;
import io.github.jotguard.logging.LoggerNames;
import io.github.jotguard.logging.RateLimitedLogger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code cnf} claim: the keys that a token is bound to (RFC 7800 §3.1). A claim or member that is null counts as
 * absent.
 */
final class Confirmation {

    private static final RateLimitedLogger FAILURES = RateLimitedLogger.of(LoggerNames.VERIFICATION);

    private static final String CLAIM = "cnf";
    /** The thumbprint of a DPoP key (RFC 9449 §6.1). */
    private static final String DPOP_KEY = "jkt";
    /** The thumbprint of a client certificate (RFC 8705 §3.1). */
    private static final String CERTIFICATE = "x5t#S256";
    /** The note of Keycloak beside {@code jkt} that the thumbprint is one of a DPoP key. It names no key of its own. */
    private static final Map.Entry<String, String> NOTE_OF_DPOP_KEY = Map.entry("kc-jkt-type", "DPoP");

    private Confirmation() {}

    /** Rejects a claim that is no object, names no key, or has a thumbprint that is not text. */
    static void checkShape(Map<String, @Nullable Object> claims) throws Rejection {
        Object claim = claims.get(CLAIM);
        if (claim == null) {
            return;
        }
        if (!(claim instanceof Map<?, ?> members)
                || members.values().stream().allMatch(member -> member == null)
                || !isTextOrAbsent(members.get(DPOP_KEY))
                || !isTextOrAbsent(members.get(CERTIFICATE))) {
            throw Rejection.malformed("cnf that is an object with a key", "another shape");
        }
    }

    private static boolean isTextOrAbsent(@Nullable Object member) {
        return member == null || (member instanceof String text && !text.isBlank());
    }

    /** Rejects a token with a {@code cnf} claim unless the proof covers each of its members that names a key. */
    static void requireProof(JwtClaims claims, ProofOfPossession proof) throws Rejection {
        if (!(claims.all().get(CLAIM) instanceof Map<?, ?> members)) {
            return;
        }
        for (Map.Entry<?, ?> member : members.entrySet()) {
            if (namesKey(member, members) && !isCovered(member, proof)) {
                throw new Rejection(RejectionReason.SENDER_CONSTRAINED, "a proof of possession", describe(claims));
            }
        }
    }

    private static boolean namesKey(Map.Entry<?, ?> member, Map<?, ?> members) {
        boolean isNote = member.equals(NOTE_OF_DPOP_KEY) && members.get(DPOP_KEY) != null;
        return member.getValue() != null && !isNote;
    }

    private static boolean isCovered(Map.Entry<?, ?> member, ProofOfPossession proof) {
        String method = String.valueOf(member.getKey());
        if (!(method.equals(DPOP_KEY) || method.equals(CERTIFICATE))
                || !(member.getValue() instanceof String thumbprint)) {
            return false;
        }
        try {
            return proof.covers(method, thumbprint);
        } catch (Throwable failure) { // somebody else's code; its message may hold a claim
            Interrupts.keep(failure);
            FAILURES.warn(
                    "A proof of possession failed, so the token is rejected: {}",
                    failure.getClass().getName());
            return false;
        }
    }

    /** Describes the kinds of keys in fixed words, without thumbprints and without names of other members. */
    static String describe(JwtClaims claims) {
        if (!(claims.all().get(CLAIM) instanceof Map<?, ?> members)) {
            return "not bound to a key";
        }
        List<String> kinds = new ArrayList<>();
        for (Map.Entry<?, ?> member : members.entrySet()) {
            if (namesKey(member, members)) {
                kinds.add(kind(String.valueOf(member.getKey())));
            }
        }
        return "bound to "
                + String.join(" and ", kinds.stream().distinct().sorted().toList());
    }

    private static String kind(String method) {
        return switch (method) {
            case DPOP_KEY -> "a DPoP key (jkt)";
            case CERTIFICATE -> "a client certificate (x5t#S256)";
            default -> "an unknown kind of key";
        };
    }
}
