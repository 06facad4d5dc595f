package io.github.jotguard.signature;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The {@code crv} of a key (RFC 7518 §6.2.1.1, RFC 8037 §2) and its name in Java. */
public enum Curve {
    ED25519(KeyType.OKP, "Ed25519", "Ed25519", 32),
    ED448(KeyType.OKP, "Ed448", "Ed448", 57),
    P_256(KeyType.EC, "P-256", "secp256r1", 32),
    P_384(KeyType.EC, "P-384", "secp384r1", 48),
    P_521(KeyType.EC, "P-521", "secp521r1", 66);

    private static final Map<String, Curve> BY_JWK_NAME = new HashMap<>();

    static {
        for (Curve curve : values()) {
            BY_JWK_NAME.put(curve.jwkName, curve);
        }
    }

    private final KeyType keyType;
    private final String jwkName;
    private final String jcaName;
    private final int coordinateLength;

    Curve(KeyType keyType, String jwkName, String jcaName, int coordinateLength) {
        this.keyType = keyType;
        this.jwkName = jwkName;
        this.jcaName = jcaName;
        this.coordinateLength = coordinateLength;
    }

    /** Finds the curve that a {@code crv} value names, compared exactly. */
    public static Optional<Curve> ofJwkName(String crv) {
        return Optional.ofNullable(BY_JWK_NAME.get(crv));
    }

    /** Returns the {@code kty} of the keys on this curve. */
    KeyType keyType() {
        return keyType;
    }

    /** Returns the value of {@code crv}. */
    public String jwkName() {
        return jwkName;
    }

    /** Returns the name in {@code java.security}. */
    public String jcaName() {
        return jcaName;
    }

    /** Returns the length of {@code x}, and of {@code y} where there is one, in bytes. */
    public int coordinateLength() {
        return coordinateLength;
    }
}
