package io.github.jotguard;

import java.util.Collections;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides the algorithms that are allowed for a key source. The type of the key source decides the family, and a token
 * never does (RFC 8725 §3.1).
 */
final class AllowedAlgorithms {

    private static final Set<JwsAlgorithm> FOR_PUBLIC_KEYS =
            Set.of(JwsAlgorithm.EdDSA, JwsAlgorithm.ES256, JwsAlgorithm.RS256);
    private static final Set<JwsAlgorithm> FOR_SHARED_SECRET = Set.of(JwsAlgorithm.HS256);

    private AllowedAlgorithms() {}

    /**
     * Returns the chosen algorithms, or the default for these keys if none was chosen.
     *
     * @throws IllegalStateException if the keys cannot be used for one of them
     */
    static Set<JwsAlgorithm> of(Set<JwsAlgorithm> chosen, VerificationKeys keys) {
        Set<JwsAlgorithm> byDefault = keys instanceof SharedSecret ? FOR_SHARED_SECRET : FOR_PUBLIC_KEYS;
        Set<JwsAlgorithm> effective = chosen.isEmpty() ? byDefault : chosen;
        effective.stream().sorted().forEach(algorithm -> check(algorithm, keys));
        keys.algorithms().ifPresent(known -> checkOneIn(known, effective));
        return effective;
    }

    /** Returns whether these are the algorithms that are allowed by default for public keys. */
    static boolean isDefault(Set<JwsAlgorithm> algorithms) {
        return algorithms.equals(FOR_PUBLIC_KEYS);
    }

    private static void checkOneIn(Set<JwsAlgorithm> known, Set<JwsAlgorithm> allowed) {
        if (known.isEmpty()) {
            throw new IllegalStateException(
                    "There is no usable key, so every token would be rejected. A warning in the log says why a key is skipped");
        }
        if (Collections.disjoint(known, allowed)) {
            throw new IllegalStateException(
                    "No key is for " + list(allowed) + ", so every token would be rejected. The keys are for "
                            + list(known) + ": name what you mean with algorithms(...)");
        }
    }

    private static String list(Set<JwsAlgorithm> algorithms) {
        return algorithms.stream().sorted().map(JwsAlgorithm::name).collect(Collectors.joining(", "));
    }

    private static void check(JwsAlgorithm algorithm, VerificationKeys keys) {
        if (!(keys instanceof SharedSecret secret)) {
            if (algorithm.isSymmetric()) {
                throw new IllegalStateException(algorithm
                        + " needs a shared secret, but the keys are public. Begin with "
                        + "builder(issuer, SharedSecret.ofUtf8(secret)), or call algorithms(...) without " + algorithm);
            }
            return;
        }
        if (!algorithm.isSymmetric()) {
            throw new IllegalStateException(algorithm + " needs public keys, but there is a shared secret. Begin with "
                    + "builder(issuer, RemoteJwkSet.at(uri)), or call algorithms(JwsAlgorithm.HS256)");
        }
        if (!secret.isLongEnoughFor(algorithm)) {
            throw new IllegalStateException("The shared secret is too short for " + algorithm + ": it has "
                    + secret.length() + " bytes (RFC 7518 §3.2). Make one with: openssl rand -base64 96");
        }
    }
}
