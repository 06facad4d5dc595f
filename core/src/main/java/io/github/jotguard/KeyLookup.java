package io.github.jotguard;

import io.github.jotguard.logging.Interrupts;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds keys in the key source of an issuer. The source may be foreign code: if it throws, the keys are unavailable. A
 * key for another algorithm is ignored.
 */
final class KeyLookup {

    private KeyLookup() {}

    /** Finds keys without waiting for the network. */
    static List<VerificationKey> findCached(TrustedIssuer issuer, JwsHeader header) {
        return find(issuer.keys()::findCached, header);
    }

    /**
     * Finds keys, waiting for the network within the bounds of the source.
     *
     * @throws Rejection with {@code UNKNOWN_KEY} if the issuer has no key that fits
     * @throws KeysUnavailableException if it is unknown whether the issuer has such a key
     */
    static List<VerificationKey> find(TrustedIssuer issuer, JwsHeader header) throws Rejection {
        List<VerificationKey> found = find(issuer.keys()::find, header);
        if (found.isEmpty()) {
            throw new Rejection(
                    RejectionReason.UNKNOWN_KEY,
                    new KeyIdText(issuer.keys()),
                    header.keyId().orElse(null));
        }
        return found;
    }

    /**
     * Finds keys that replaced others.
     *
     * @param tried those that did not verify the signature
     */
    static List<VerificationKey> findNewer(TrustedIssuer issuer, JwsHeader header, List<VerificationKey> tried) {
        List<VerificationKey> newer = new ArrayList<>(find(issuer.keys()::findNewer, header));
        newer.removeAll(tried);
        return newer;
    }

    /** Returns whether the key that verified a token before is still published. */
    static boolean isStillPublished(VerifiedTokenCache.Entry seen) {
        return findCached(seen.issuer(), seen.jwt().header()).contains(seen.key());
    }

    private static List<VerificationKey> find(KeySearch search, JwsHeader header) {
        try {
            List<VerificationKey> found = search.find(header);
            return found.size() == 1 && isFor(header, found.get(0)) ? found : usable(found, header);
        } catch (KeysUnavailableException unavailable) {
            throw unavailable;
        } catch (Throwable failure) { // perhaps of a language without checked exceptions
            Interrupts.keep(failure);
            throw new KeysUnavailableException("The key source failed", null, failure);
        }
    }

    private static List<VerificationKey> usable(List<VerificationKey> found, JwsHeader header) {
        return found.stream().filter(key -> isFor(header, key)).toList();
    }

    /** Checks the algorithm again although key sources check it, because no source may get it wrong. */
    private static boolean isFor(JwsHeader header, VerificationKey key) {
        return key.algorithms().contains(header.algorithm());
    }

    private interface KeySearch {
        List<VerificationKey> find(JwsHeader header);
    }
}
