package io.github.jotguard;

/**
 * The reason for the rejection of a token. Codes are stable: they are never renamed and are safe as metric labels.
 * Neither code nor description contains any part of the token.
 */
public enum RejectionReason {
    /** Not a JWS in compact serialization with a JSON object as claims (RFC 7515 §5.2, §7.1; RFC 7519 §7.2). */
    MALFORMED("malformed", "The token is malformed"),
    /** Longer than {@link JwtVerifier.Builder#maxTokenLength}. */
    TOO_LARGE("too_large", "The token is too large"),
    /** The header has {@code crit}. No extension is supported (RFC 7515 §4.1.11). */
    UNSUPPORTED_CRITICAL_HEADER("unsupported_critical_header", "The token requires an extension that is not supported"),
    /** {@code iss} is not a trusted issuer (RFC 7519 §4.1.1, RFC 8725 §3.8). */
    WRONG_ISSUER("wrong_issuer", "The token is from an issuer that is not trusted"),
    /** {@code alg} is not on the allow-list (RFC 8725 §3.1, §3.2). */
    ALGORITHM_NOT_ALLOWED("algorithm_not_allowed", "The token is signed with an algorithm that is not allowed"),
    /** {@code typ} is not an accepted type (RFC 7515 §4.1.9, RFC 8725 §3.11, RFC 9068 §4). */
    WRONG_TYPE("wrong_type", "The token is of another type"),
    /** No key of the issuer fits the header (RFC 7515 §4.1.4, RFC 7517 §4.5). */
    UNKNOWN_KEY("unknown_key", "The token is signed with an unknown key"),
    /** The signature is not valid (RFC 7515 §5.2, RFC 8725 §3.3). */
    BAD_SIGNATURE("bad_signature", "The signature of the token is not valid"),
    /** {@code exp} has passed (RFC 7519 §4.1.4). */
    EXPIRED("expired", "The token has expired"),
    /** {@code nbf} is in the future (RFC 7519 §4.1.5). */
    NOT_YET_VALID("not_yet_valid", "The token is not valid yet"),
    /** {@code iat} is in the future (RFC 7519 §4.1.6). */
    ISSUED_IN_FUTURE("issued_in_future", "The token is issued in the future"),
    /** {@code aud} has none of the expected audiences (RFC 7519 §4.1.3, RFC 8725 §3.9). */
    WRONG_AUDIENCE("wrong_audience", "The token is for another audience"),
    /** A required claim is absent or null (RFC 7519 §4, RFC 9068 §2.2). */
    MISSING_CLAIM("missing_claim", "The token lacks a required claim"),
    /**
     * {@code cnf} binds the token to a key, and there is no proof of possession (RFC 7800 §3.1, RFC 9449 §7.1, RFC 8705
     * §3).
     */
    SENDER_CONSTRAINED("sender_constrained", "The token is bound to a key, and its possession is not proved"),
    /** A {@link ClaimRule} rejected the token or threw (RFC 8725 §3.10). */
    CLAIM_REJECTED("claim_rejected", "A claim of the token is not acceptable"),
    /** The revocation check returned true or threw. */
    REVOKED("revoked", "The token has been revoked");

    private final String code;
    private final String description;

    RejectionReason(String code, String description) {
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
