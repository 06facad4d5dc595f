package io.github.jotguard;

import java.security.interfaces.RSAKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the keys that a token may be signed with and verifies its signature with them (RFC 7515 §5.2). Immutable and thread-safe. */
final class SignatureVerifier {

    /** How many keys are tried for one token that has no {@code kid}, or one that keys share: what bounds its cost. A costly key counts twice. */
    static final int MAX_TRIED_KEYS = 8;

    private static final int MAX_CHEAP_RSA_BITS = 4096;

    private final SignatureEngine engine;

    SignatureVerifier(SignatureEngine engine) {
        this.engine = engine;
    }

    /**
     * The key that the token is signed with.
     *
     * @throws KeysUnavailableException if it cannot be told
     */
    VerificationKey check(
            UnverifiedJwt token, UnverifiedJwsHeader header, TrustedIssuer issuer, Instant now, ProofOfPossession proof)
            throws Rejection {
        checkLength(token, header);
        return check(candidates(token, header, issuer, now, proof), token, header, issuer, now, proof);
    }

    /** With these keys, or if none of them verifies it, with newer ones of the issuer. */
    VerificationKey check(
            List<VerificationKey> candidates,
            UnverifiedJwt token,
            UnverifiedJwsHeader header,
            TrustedIssuer issuer,
            Instant now,
            ProofOfPossession proof)
            throws Rejection {
        VerificationKey key = verifying(candidates, token, header);
        if (key == null && isWorthARefresh(token, issuer, now, proof)) {
            List<VerificationKey> newer = new ArrayList<>(find(issuer.keys()::findNewer, header));
            newer.removeAll(candidates);
            key = verifying(newer, token, header);
        }
        if (key == null) {
            throw new Rejection(RejectionReason.BAD_SIGNATURE, "a signature of the key", "another");
        }
        return key;
    }

    /** A token that no key could make acceptable costs the issuer no request; which claim is the cause is not told. */
    private static boolean isWorthARefresh(
            UnverifiedJwt token, TrustedIssuer issuer, Instant now, ProofOfPossession proof) {
        try {
            issuer.standardRules().check(token.claims(), now, proof);
            return true;
        } catch (Rejection hopeless) {
            return false;
        }
    }

    /** Of a wrong length it cannot verify, whatever the key; said before any key is looked for. */
    static void checkLength(UnverifiedJwt token, UnverifiedJwsHeader header) throws Rejection {
        int length = token.signature().length;
        if (!header.algorithm().allowsSignatureLength(length)) {
            throw new Rejection(
                    RejectionReason.BAD_SIGNATURE,
                    "a signature as long as " + header.algorithm() + " makes it",
                    length);
        }
    }

    /**
     * With the key at hand the signature is judged before any claim. Without it, a token that can never be accepted is rejected before
     * the network is asked.
     */
    static List<VerificationKey> candidates(
            UnverifiedJwt token, UnverifiedJwsHeader header, TrustedIssuer issuer, Instant now, ProofOfPossession proof)
            throws Rejection {
        List<VerificationKey> candidates = find(issuer.keys()::findCached, header);
        if (candidates.isEmpty()) {
            issuer.standardRules().check(token.claims(), now, proof);
            candidates = find(issuer.keys()::find, header);
        }
        if (candidates.isEmpty()) {
            throw new Rejection(
                    RejectionReason.UNKNOWN_KEY,
                    new KeyIdText(issuer.keys()),
                    header.keyId().orElse(null));
        }
        return candidates;
    }

    private @Nullable VerificationKey verifying(
            List<VerificationKey> candidates, UnverifiedJwt token, UnverifiedJwsHeader header) throws Rejection {
        int cost = 0;
        for (VerificationKey key : candidates) {
            cost += cost(key, header.algorithm());
            if (cost > MAX_TRIED_KEYS) {
                throw notAllTried(candidates, key, header);
            }
            if (engine.verifies(key, header.algorithm(), token)) {
                return key;
            }
        }
        return null;
    }

    private static int cost(VerificationKey key, JwsAlgorithm algorithm) {
        boolean isCheap =
                switch (algorithm) {
                    case EdDSA, ES256, HS256, HS384, HS512 -> true;
                    case ES384, ES512, Ed448 -> false;
                    case RS256, RS384, RS512, PS256, PS384, PS512 ->
                        key.key() instanceof RSAKey rsa && rsa.getModulus().bitLength() <= MAX_CHEAP_RSA_BITS;
                };
        return isCheap ? 1 : 2;
    }

    /** The signature may be good: the key that made it was not found, which is no evidence of a forgery. */
    private static Rejection notAllTried(
            List<VerificationKey> candidates, VerificationKey firstUntried, UnverifiedJwsHeader header) {
        String expected = "a kid of one key: " + candidates.size() + " keys fit, only "
                + candidates.indexOf(firstUntried) + " were tried";
        return new Rejection(RejectionReason.UNKNOWN_KEY, expected, header.keyId().orElse(null));
    }

    /** Whether the key that verified a token before is still published. */
    static boolean isStillPublished(VerifiedTokenCache.Entry seen) {
        return find(seen.issuer().keys()::findCached, seen.jwt().header()).contains(seen.key());
    }

    private static List<VerificationKey> find(KeySearch search, UnverifiedJwsHeader header) {
        try {
            List<VerificationKey> found = search.find(header);
            return found.size() == 1 && isFor(header, found.get(0)) ? found : usable(found, header);
        } catch (KeysUnavailableException unavailable) {
            throw unavailable;
        } catch (Throwable failure) { // somebody else's code, perhaps of a language without checked exceptions
            throw new KeysUnavailableException("The key source failed", null, failure);
        }
    }

    private static List<VerificationKey> usable(List<VerificationKey> found, UnverifiedJwsHeader header) {
        return found.stream().filter(key -> isFor(header, key)).toList();
    }

    /** Asked again although a key source was to look at it: the algorithm is what no source of keys may get wrong. */
    private static boolean isFor(UnverifiedJwsHeader header, VerificationKey key) {
        return key.algorithms().contains(header.algorithm());
    }

    private interface KeySearch {
        List<VerificationKey> find(UnverifiedJwsHeader header);
    }
}
