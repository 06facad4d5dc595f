package io.github.jotguard;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A signature algorithm of JSON Web Signature (RFC 7518 §3.1, RFC 8037, RFC 9864). Each constant is named as the
 * {@code alg} header parameter spells it. There is no {@code none}.
 */
public enum JwsAlgorithm {
    /** Ed25519 signatures (RFC 8037 §3.1). The header may name it {@code EdDSA} or {@code Ed25519} (RFC 9864 §2.2). */
    EdDSA,
    /** Ed448 signatures, under that name only (RFC 9864 §2.2). */
    Ed448,
    /** ECDSA on P-256 with SHA-256 (RFC 7518 §3.4). */
    ES256,
    /** ECDSA on P-384 with SHA-384 (RFC 7518 §3.4). */
    ES384,
    /** ECDSA on P-521 with SHA-512 (RFC 7518 §3.4). */
    ES512,
    /** RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518 §3.3). */
    RS256,
    /** RSASSA-PKCS1-v1_5 with SHA-384 (RFC 7518 §3.3). */
    RS384,
    /** RSASSA-PKCS1-v1_5 with SHA-512 (RFC 7518 §3.3). */
    RS512,
    /** RSASSA-PSS with SHA-256 and a salt of 32 bytes (RFC 7518 §3.5). */
    PS256,
    /** RSASSA-PSS with SHA-384 and a salt of 48 bytes (RFC 7518 §3.5). */
    PS384,
    /** RSASSA-PSS with SHA-512 and a salt of 64 bytes (RFC 7518 §3.5). */
    PS512,
    /** HMAC with SHA-256 (RFC 7518 §3.2), for a {@link SharedSecret} only. */
    HS256,
    /** HMAC with SHA-384 (RFC 7518 §3.2), for a {@link SharedSecret} only. */
    HS384,
    /** HMAC with SHA-512 (RFC 7518 §3.2), for a {@link SharedSecret} only. */
    HS512;

    private static final String FULLY_SPECIFIED_EDDSA = "Ed25519";
    private static final Map<String, Optional<JwsAlgorithm>> BY_NAME = new HashMap<>();

    static {
        for (JwsAlgorithm algorithm : values()) {
            BY_NAME.put(algorithm.name(), Optional.of(algorithm));
        }
    }

    /**
     * Finds the algorithm that an {@code alg} value names. The comparison is exact and case-sensitive (RFC 7515
     * §4.1.1). {@code Ed25519} names {@link #EdDSA}.
     *
     * @param alg the value of the header parameter
     * @return empty for {@code none} and for every unknown name
     */
    public static Optional<JwsAlgorithm> ofName(String alg) {
        return BY_NAME.getOrDefault(alg.equals(FULLY_SPECIFIED_EDDSA) ? EdDSA.name() : alg, Optional.empty());
    }

    /** Returns whether the key is a shared secret, as for {@code HS256}, and not a public key. */
    public boolean isSymmetric() {
        return this == HS256 || this == HS384 || this == HS512;
    }
}
