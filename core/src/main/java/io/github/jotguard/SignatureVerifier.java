package io.github.jotguard;

import io.github.jotguard.signature.AlgorithmSpec;
import io.github.jotguard.signature.JcaSignatureEngine;
import java.security.GeneralSecurityException;
import java.security.interfaces.RSAKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Verifies the signature of a token with the keys that fit its header (RFC 7515 §5.2). Immutable and thread-safe. */
final class SignatureVerifier {

    /**
     * Maximum number of keys that are tried for a token without {@code kid}, or with a {@code kid} that keys share. It
     * bounds the cost of a token. A costly key counts twice.
     */
    static final int MAX_TRIED_KEYS = 8;

    private static final int MAX_CHEAP_RSA_BITS = 4096;

    private final JcaSignatureEngine engine;

    SignatureVerifier(JcaSignatureEngine engine) {
        this.engine = engine;
    }

    /** Chooses the engine of an algorithm now and not at the first token. Never fails. */
    void prepare(JwsAlgorithm algorithm) {
        try {
            engine.scheme(algorithm);
        } catch (RuntimeException | Error failure) {
            return; // the first token finds out
        }
    }

    /** Rejects a signature of a wrong length before any key is searched, because no key verifies it. */
    static void checkLength(UnverifiedJwt token, JwsHeader header) throws Rejection {
        int length = token.signature().length;
        if (!AlgorithmSpec.of(header.algorithm()).allowsSignatureLength(length)) {
            throw new Rejection(
                    RejectionReason.BAD_SIGNATURE,
                    "a signature as long as " + header.algorithm() + " makes it",
                    length);
        }
    }

    /**
     * Verifies with these keys or, if none of them made the signature, with newer ones of the issuer. A token that no key
     * could make acceptable causes no fetch; the rejection does not reveal which of its claims is the cause.
     *
     * @return the key that made the signature
     * @throws Rejection with {@code BAD_SIGNATURE}, or with {@code UNKNOWN_KEY} if more keys fit than may be tried
     * @throws KeysUnavailableException if no engine or key source can tell
     */
    VerificationKey verify(
            UnverifiedJwt token,
            JwsHeader header,
            List<VerificationKey> candidates,
            TrustedIssuer issuer,
            Instant now,
            ProofOfPossession proof)
            throws Rejection {
        VerificationKey key = findSigner(token, header, candidates);
        if (key == null && issuer.registeredClaimRules().accepts(token.claims(), now, proof)) {
            key = findSigner(token, header, KeyLookup.findNewer(issuer, header, candidates));
        }
        if (key == null) {
            throw new Rejection(RejectionReason.BAD_SIGNATURE, "a signature of the key", "another");
        }
        return key;
    }

    /** Returns the first key that made the signature, or null if none of them did. */
    private @Nullable VerificationKey findSigner(UnverifiedJwt token, JwsHeader header, List<VerificationKey> keys)
            throws Rejection {
        int cost = 0;
        for (VerificationKey key : keys) {
            cost += cost(key, header.algorithm());
            if (cost > MAX_TRIED_KEYS) {
                throw notAllTried(keys, key, header);
            }
            if (isSignedBy(key, token, header.algorithm())) {
                return key;
            }
        }
        return null;
    }

    /**
     * Returns whether the key made the signature.
     *
     * @throws KeysUnavailableException if every engine fails, which is not the fault of the token
     */
    private boolean isSignedBy(VerificationKey key, UnverifiedJwt token, JwsAlgorithm algorithm) {
        try {
            return engine.verifies(
                    key.prepared(), algorithm, token.token(), token.signingInputLength(), token.signature());
        } catch (GeneralSecurityException | RuntimeException | Error failure) {
            throw new KeysUnavailableException("The signature engine failed", null, failure);
        }
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

    /** Rejects with an unknown key and not with a bad signature: an untried key may have made the signature. */
    private static Rejection notAllTried(List<VerificationKey> keys, VerificationKey firstUntried, JwsHeader header) {
        String expected =
                "a kid of one key: " + keys.size() + " keys fit, only " + keys.indexOf(firstUntried) + " were tried";
        return new Rejection(
                RejectionReason.UNKNOWN_KEY, expected, header.keyId().orElse(null));
    }
}
