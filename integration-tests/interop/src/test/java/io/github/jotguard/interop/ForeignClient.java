package io.github.jotguard.interop;

/**
 * A client whose proofs somebody else's library makes.
 *
 * @param thumbprint of its key
 */
record ForeignClient(String thumbprint, Proofs proofs) {

    /** Makes proofs. */
    interface Proofs {

        /** @param nonce empty for a proof without one */
        String proof(String method, String uri, String token, String nonce);
    }

    String proof(String method, String uri, String token, String nonce) {
        return proofs.proof(method, uri, token, nonce);
    }
}
