package io.github.jotguard.dpop;

import io.github.jotguard.json.LogSanitizer;

/** A failed check of a proof, with its cause in fixed words for the debug log. It has no stack trace. */
final class ProofRejection extends Exception {

    private static final long serialVersionUID = 1L;

    private final DpopRejection rejection;
    private final boolean isLikelySetting;

    private ProofRejection(DpopRejection rejection, String problem, boolean isLikelySetting) {
        super(problem, null, false, false);
        this.rejection = rejection;
        this.isLikelySetting = isLikelySetting;
    }

    static ProofRejection invalid(String problem) {
        return new ProofRejection(DpopRejection.INVALID_DPOP_PROOF, problem, false);
    }

    /** Returns the rejection of a proof for another origin, which is what a missing setting behind a proxy looks like. */
    static ProofRejection otherOrigin(String origin) {
        return new ProofRejection(
                DpopRejection.INVALID_DPOP_PROOF,
                "htu has another origin than the request, which is for " + LogSanitizer.sanitize(origin)
                        + ". Behind a proxy, set the public origin",
                true);
    }

    static ProofRejection nonce(String problem) {
        return new ProofRejection(DpopRejection.USE_DPOP_NONCE, problem, false);
    }

    static ProofRejection notBound() {
        return new ProofRejection(DpopRejection.NOT_BOUND, "the token is not bound to a DPoP key", false);
    }

    DpopRejection rejection() {
        return rejection;
    }

    /** Returns whether the cause is probably a setting of this server and not the client. */
    boolean isLikelySetting() {
        return isLikelySetting;
    }
}
