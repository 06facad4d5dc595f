package io.github.jotguard;

/**
 * The keys that the sender of a request was shown to hold. A token with a {@code cnf} claim (RFC 7800 §3.1) is bound to a key and is
 * accepted only together with a proof for each member of the claim.
 *
 * <p>Verify the proof itself before or after: the signature, method, address and time of a DPoP proof (RFC 9449 §4.3), or the handshake
 * of mutual TLS (RFC 8705 §3). Thread-safety is not required; one instance is used for one call.
 */
@FunctionalInterface
public interface ProofOfPossession {

    /** No proof: every token that is bound to a key is rejected. */
    ProofOfPossession NONE = (method, thumbprint) -> false;

    /**
     * Whether the sender holds the key with this thumbprint. If it throws, the token is rejected.
     *
     * @param method the member of {@code cnf}: {@code jkt} for a DPoP key (RFC 9449 §6.1) or {@code x5t#S256} for a certificate
     *     (RFC 8705 §3.1). A token with another member is rejected without a call.
     * @param thumbprint its value as sent, not blank
     */
    boolean covers(String method, String thumbprint);
}
