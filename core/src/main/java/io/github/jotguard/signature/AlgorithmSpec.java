package io.github.jotguard.signature;

import static io.github.jotguard.signature.Curve.ED25519;
import static io.github.jotguard.signature.Curve.ED448;
import static io.github.jotguard.signature.Curve.P_256;
import static io.github.jotguard.signature.Curve.P_384;
import static io.github.jotguard.signature.Curve.P_521;
import static java.util.Objects.requireNonNull;

import io.github.jotguard.JwsAlgorithm;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Key type, curve, signature length and Java names of an algorithm (RFC 7518 §3.1, RFC 8037 §3.1). Immutable.
 *
 * @param curve null for RSA and shared secrets
 * @param signatureLength the length in bytes; 0 if it depends on the key
 * @param jcaNames the JDK's name of the {@code Signature} or {@code Mac} first, then those of other providers
 */
public record AlgorithmSpec(KeyType keyType, @Nullable Curve curve, int signatureLength, List<String> jcaNames) {

    private static final int MIN_RSA_SIGNATURE = 2048 / 8;
    private static final int MAX_RSA_SIGNATURE = 8192 / 8;

    private static final Map<JwsAlgorithm, AlgorithmSpec> SPECS = new EnumMap<>(JwsAlgorithm.class);

    /**
     * The algorithms of keys with a curve, and of those without. Tables, because each DPoP proof is looked up in them.
     * Their keys are enums: the hash code of a record links method handles, for tens of milliseconds of a start.
     */
    private static final Map<Curve, Set<JwsAlgorithm>> BY_CURVE = new EnumMap<>(Curve.class);

    private static final Map<KeyType, Set<JwsAlgorithm>> WITHOUT_CURVE = new EnumMap<>(KeyType.class);

    static {
        for (JwsAlgorithm algorithm : JwsAlgorithm.values()) {
            AlgorithmSpec spec = create(algorithm);
            SPECS.put(algorithm, spec);
            if (spec.curve == null) {
                add(algorithm, spec.keyType, WITHOUT_CURVE);
            } else {
                add(algorithm, spec.curve, BY_CURVE);
            }
        }
    }

    private static <K> void add(JwsAlgorithm algorithm, K kind, Map<K, Set<JwsAlgorithm>> table) {
        Set<JwsAlgorithm> algorithms = EnumSet.of(algorithm);
        algorithms.addAll(table.getOrDefault(kind, Set.of()));
        table.put(kind, Collections.unmodifiableSet(algorithms));
    }

    /** Returns the row of the algorithm. */
    public static AlgorithmSpec of(JwsAlgorithm algorithm) {
        return requireNonNull(SPECS.get(algorithm));
    }

    /**
     * Creates the row of an algorithm. An ECDSA signature is r followed by s (RFC 7518 §3.4), and not the DER of
     * {@code SHA256withECDSA}.
     */
    private static AlgorithmSpec create(JwsAlgorithm algorithm) {
        return switch (algorithm) {
            case EdDSA -> new AlgorithmSpec(KeyType.OKP, ED25519, 64, List.of("Ed25519"));
            case Ed448 -> new AlgorithmSpec(KeyType.OKP, ED448, 114, List.of("Ed448"));
            case ES256 -> ecdsa(P_256, "SHA256with");
            case ES384 -> ecdsa(P_384, "SHA384with");
            case ES512 -> ecdsa(P_521, "SHA512with");
            case RS256 -> rsa("SHA256withRSA");
            case RS384 -> rsa("SHA384withRSA");
            case RS512 -> rsa("SHA512withRSA");
            case PS256, PS384, PS512 -> rsa("RSASSA-PSS");
            case HS256 -> new AlgorithmSpec(KeyType.OCT, null, 32, List.of("HmacSHA256"));
            case HS384 -> new AlgorithmSpec(KeyType.OCT, null, 48, List.of("HmacSHA384"));
            case HS512 -> new AlgorithmSpec(KeyType.OCT, null, 64, List.of("HmacSHA512"));
        };
    }

    private static AlgorithmSpec ecdsa(Curve curve, String hash) {
        List<String> names = List.of(hash + "ECDSAinP1363Format", hash + "PLAIN-ECDSA");
        return new AlgorithmSpec(KeyType.EC, curve, 2 * curve.coordinateLength(), names);
    }

    private static AlgorithmSpec rsa(String name) {
        return new AlgorithmSpec(KeyType.RSA, null, 0, List.of(name));
    }

    /**
     * Finds the algorithms that a key can be used for.
     *
     * @param crv null for a key without curve
     * @return empty if the type or the curve is not supported
     */
    public static Set<JwsAlgorithm> algorithmsOf(KeyType type, @Nullable Curve crv) {
        if (crv == null) {
            return WITHOUT_CURVE.getOrDefault(type, Set.of());
        }
        return crv.keyType() == type ? BY_CURVE.getOrDefault(crv, Set.of()) : Set.of();
    }

    /** Returns whether a signature can have this length with any key. */
    public boolean allowsSignatureLength(int bytes) {
        return keyType == KeyType.RSA
                ? bytes >= MIN_RSA_SIGNATURE && bytes <= MAX_RSA_SIGNATURE
                : bytes == signatureLength;
    }

    /** Returns the name of the {@code KeyFactory} for its keys. */
    String keyFactory() {
        return keyType == KeyType.OKP && curve != null ? curve.jcaName() : keyType.name();
    }
}
