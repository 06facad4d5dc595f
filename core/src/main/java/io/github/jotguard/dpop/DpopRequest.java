package io.github.jotguard.dpop;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The parts of a request that a proof is checked against (RFC 9449 §4.3).
 *
 * @param token the access token of the {@code Authorization} header with the scheme {@code DPoP}, never of a cookie
 * @param proofs the values of all {@code DPoP} headers, each as it was sent; there must be one
 * @param method the method of the request as sent, such as {@code GET}
 * @param uri the absolute URI of the request as the client sees it; query and fragment are ignored
 */
public record DpopRequest(String token, List<String> proofs, String method, String uri) {

    /** Rejects null and copies the list. */
    public DpopRequest {
        requireNonNull(token, "token");
        proofs = List.copyOf(proofs);
        requireNonNull(method, "method");
        requireNonNull(uri, "uri");
    }

    /** Returns the number of proofs only, because token and proofs are credentials. */
    @Override
    public String toString() {
        return "DpopRequest[" + proofs.size() + " proofs]";
    }
}
