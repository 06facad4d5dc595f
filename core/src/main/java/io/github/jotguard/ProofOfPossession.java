package io.github.jotguard;

/**
 * The keys that the sender of a request was shown to hold. A token with a {@code cnf} claim (RFC 7800 §3.1) is bound to
 * a key. It is accepted only with a proof for each member of the claim. The member {@code kc-jkt-type} with the value
 * {@code DPoP}, which Keycloak writes next to {@code jkt}, names no key and requires no proof.
 *
 * <p>Verify the proof itself before or after the call. For DPoP that is the signature, method, address and time
 * (RFC 9449 §4.3). For mutual TLS it is the handshake (RFC 8705 §3). Thread-safety is not required: one instance is
 * used for one call.
 */
@FunctionalInterface
public interface ProofOfPossession {

    /** No proof: every token that is bound to a key is rejected. */
    ProofOfPossession NONE = (method, thumbprint) -> false;

    /**
     * Returns whether the sender holds the key with this thumbprint. If it throws, the token is rejected.
     *
     * @param method the member of {@code cnf}: {@code jkt} for a DPoP key (RFC 9449 §6.1) or {@code x5t#S256} for a
     *     certificate (RFC 8705 §3.1). A token with another member is rejected without a call.
     * @param thumbprint the value of the member as sent, not blank
     */
    boolean covers(String method, String thumbprint);
}
