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
    EdDSA(KeyType.OKP, "Ed25519", 64),
    /** Ed448 signatures (RFC 9864 §2.2), under that name only. */
    Ed448(KeyType.OKP, "Ed448", 114),
    /** ECDSA on P-256 with SHA-256 (RFC 7518 §3.4). */
    ES256(KeyType.EC, "P-256", 64),
    /** ECDSA on P-384 with SHA-384 (RFC 7518 §3.4). */
    ES384(KeyType.EC, "P-384", 96),
    /** ECDSA on P-521 with SHA-512 (RFC 7518 §3.4). */
    ES512(KeyType.EC, "P-521", 132),
    /** RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518 §3.3). */
    RS256(KeyType.RSA, "", 0),
    /** RSASSA-PKCS1-v1_5 with SHA-384 (RFC 7518 §3.3). */
    RS384(KeyType.RSA, "", 0),
    /** RSASSA-PKCS1-v1_5 with SHA-512 (RFC 7518 §3.3). */
    RS512(KeyType.RSA, "", 0),
    /** RSASSA-PSS with SHA-256 and a salt of 32 bytes (RFC 7518 §3.5). */
    PS256(KeyType.RSA, "", 0),
    /** RSASSA-PSS with SHA-384 and a salt of 48 bytes (RFC 7518 §3.5). */
    PS384(KeyType.RSA, "", 0),
    /** RSASSA-PSS with SHA-512 and a salt of 64 bytes (RFC 7518 §3.5). */
    PS512(KeyType.RSA, "", 0),
    /** HMAC with SHA-256 (RFC 7518 §3.2), for a {@link SharedSecret} only. */
    HS256(KeyType.OCT, "", 32),
    /** HMAC with SHA-384 (RFC 7518 §3.2), for a {@link SharedSecret} only. */
    HS384(KeyType.OCT, "", 48),
    /** HMAC with SHA-512 (RFC 7518 §3.2), for a {@link SharedSecret} only. */
    HS512(KeyType.OCT, "", 64);

    /** The {@code kty} a key must have (RFC 7518 §6.1, RFC 8037 §2). */
    enum KeyType {
        RSA,
        EC,
        OKP,
        OCT
    }

    private static final int MIN_RSA_SIGNATURE = 2048 / 8;
    private static final int MAX_RSA_SIGNATURE = 8192 / 8;
    private static final String FULLY_SPECIFIED_EDDSA = "Ed25519";
    private static final Map<String, JwsAlgorithm> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(JwsAlgorithm::name, Function.identity()));

    private final KeyType keyType;
    private final String curve;
    private final int signatureLength;

    JwsAlgorithm(KeyType keyType, String curve, int signatureLength) {
        this.keyType = keyType;
        this.curve = curve;
        this.signatureLength = signatureLength;
    }

    /**
     * The algorithm that an {@code alg} value names, compared exactly, case and all (RFC 7515 §4.1.1); {@code Ed25519} is
     * {@link #EdDSA}. Empty for {@code none} and for everything unknown.
     */
    public static Optional<JwsAlgorithm> ofName(String alg) {
        return Optional.ofNullable(BY_NAME.get(alg.equals(FULLY_SPECIFIED_EDDSA) ? EdDSA.name() : alg));
    }

    /** Whether the key is a shared secret, as for {@code HS256}, and not a public key. */
    public boolean isSymmetric() {
        return keyType == KeyType.OCT;
    }

    KeyType keyType() {
        return keyType;
    }

    String curve() {
        return curve;
    }

    /** In bytes; 0 if it depends on the key. */
    int signatureLength() {
        return signatureLength;
    }

    boolean allowsSignatureLength(int bytes) {
        return keyType == KeyType.RSA
                ? bytes >= MIN_RSA_SIGNATURE && bytes <= MAX_RSA_SIGNATURE
                : bytes == signatureLength;
    }
}
