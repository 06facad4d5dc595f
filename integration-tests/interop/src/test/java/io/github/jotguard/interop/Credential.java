package io.github.jotguard.interop;

import java.util.Optional;

/**
 * A token, and the key that its sender holds.
 *
 * @param key with which each request has a new DPoP proof, under the scheme {@code DPoP}
 * @param certificate that the client shows in the TLS handshake
 */
record Credential(String token, Optional<ProofKey> key, Optional<ClientCertificate> certificate) {

    static Credential bearer(String token) {
        return new Credential(token, Optional.empty(), Optional.empty());
    }

    static Credential of(String token, ProofKey key) {
        return new Credential(token, Optional.of(key), Optional.empty());
    }

    static Credential of(String token, ClientCertificate certificate) {
        return new Credential(token, Optional.empty(), Optional.of(certificate));
    }

    /** Returns the headers of a request to an address. */
    String[] headers(String method, String address) {
        return key.map(each ->
                        new String[] {"Authorization", "DPoP " + token, "DPoP", each.proof(method, address, token)})
                .orElseGet(() -> new String[] {"Authorization", "Bearer " + token});
    }
}
