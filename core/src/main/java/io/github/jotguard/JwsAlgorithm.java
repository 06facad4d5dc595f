package io.github.jotguard;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A signature algorithm of JSON Web Signature: RFC 7518 §3.1, RFC 8037 and RFC 9864. The constants are named as the {@code alg}
 * header parameter spells them. There is no {@code none}.
 */
public enum JwsAlgorithm {
    /** Ed25519 signatures (RFC 8037 §3.1). The header may call it {@code EdDSA} or, as RFC 9864 §2.2 does, {@code Ed25519}. */
    EdDSA,
    /** Ed448 signatures (RFC 9864 §2.2), under that name only. */
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
    private static final Map<String, JwsAlgorithm> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(JwsAlgorithm::name, Function.identity()));

    /**
     * The algorithm that an {@code alg} value names, compared exactly, case and all (RFC 7515 §4.1.1); {@code Ed25519} is
     * {@link #EdDSA}. Empty for {@code none} and for everything unknown.
     */
    public static Optional<JwsAlgorithm> ofName(String alg) {
        return Optional.ofNullable(BY_NAME.get(alg.equals(FULLY_SPECIFIED_EDDSA) ? EdDSA.name() : alg));
    }

    /** Whether the key is a shared secret, as for {@code HS256}, and not a public key. */
    public boolean isSymmetric() {
        return this == HS256 || this == HS384 || this == HS512;
    }
}
