package io.github.jotguard.dpop;

/**
 * The reason why a request is rejected although its token may be valid. Codes are stable. Neither code nor description
 * contains any part of the request.
 */
public enum DpopRejection {
    /** There is not exactly one proof, or it fails a check (RFC 9449 §4.3). */
    INVALID_DPOP_PROOF("invalid_dpop_proof", "The DPoP proof is not valid"),
    /** The proof has no current nonce of this server (RFC 9449 §9). */
    USE_DPOP_NONCE("use_dpop_nonce", "The DPoP proof needs a nonce of this server"),
    /** The token is not bound to a DPoP key (RFC 9449 §7.1). */
    NOT_BOUND("not_bound", "The token is not bound to a DPoP key");

    private final String code;
    private final String description;

    DpopRejection(String code, String description) {
        this.code = code;
        this.description = description;
    }

    /** Returns the stable code in lower_snake_case. */
    public String code() {
        return code;
    }

    /** Returns a fixed sentence in the characters that RFC 6750 §3 allows in {@code error_description}. */
    public String description() {
        return description;
    }
}
