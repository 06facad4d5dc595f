package io.github.jotguard.jwk;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import io.github.jotguard.JwsAlgorithm;
import io.github.jotguard.VerificationKey;
import io.github.jotguard.json.Base64Url;
import io.github.jotguard.json.MalformedTextException;
import io.github.jotguard.signature.AlgorithmSpec;
import io.github.jotguard.signature.Curve;
import io.github.jotguard.signature.KeyType;
import io.github.jotguard.signature.PublicKeyValidation;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parses one public JWK for signatures (RFC 7517 §4, RFC 7518 §6, RFC 8037 §2). It uses only the members that the key
 * needs. A certificate in {@code x5c} has no effect.
 */
public final class JwkParser {

    /** Maximum length of a {@code kid}, in characters. */
    private static final int MAX_KEY_ID_LENGTH = 1024;
    /**
     * Members of private and symmetric keys. A key that was published with one is never used (RFC 7518 §6, RFC 8037
     * §2).
     */
    private static final List<String> PRIVATE_MEMBERS = List.of("d", "k", "p", "q", "dp", "dq", "qi", "oth");

    private JwkParser() {}

    /**
     * Parses a key.
     *
     * @throws UnusableJwkException if the key cannot be used, in fixed words
     */
    static VerificationKey parse(Map<?, ?> jwk) throws UnusableJwkException {
        checkPublic(jwk);
        checkUse(jwk);
        PublicKey key = publicKey(jwk);
        String keyId = keyId(jwk);
        Set<JwsAlgorithm> algorithms = algorithms(jwk);
        try {
            return VerificationKey.of(key, keyId, algorithms);
        } catch (IllegalArgumentException unsound) {
            throw new UnusableJwkException(unsound.getMessage());
        }
    }

    /**
     * Parses a key that is sent along with what it signed, such as that of a DPoP proof (RFC 9449 §4.2). Its {@code kid}
     * does not matter.
     *
     * @return a key that may be used for the algorithm
     * @throws UnusableJwkException if the key cannot be used for the algorithm, in fixed words
     */
    public static PublicKey parse(Map<?, ?> jwk, JwsAlgorithm algorithm) throws UnusableJwkException {
        checkPublic(jwk);
        PublicKey key = publicKey(jwk);
        checkPurpose(jwk, algorithm);
        try {
            PublicKeyValidation.check(key, algorithm);
            return key;
        } catch (IllegalArgumentException unsound) {
            throw new UnusableJwkException(unsound.getMessage());
        }
    }

    /**
     * Checks what a key says of its use: {@code use}, {@code key_ops} and {@code alg} (RFC 7517 §4.2 to §4.4). They are
     * no part of the thumbprint, so keys that are the same may differ in them.
     *
     * @param jwk the members of a key of a known type and curve
     * @throws UnusableJwkException if it is for another use or algorithm
     */
    public static void checkPurpose(Map<?, ?> jwk, JwsAlgorithm algorithm) throws UnusableJwkException {
        checkUse(jwk);
        if (!algorithms(jwk).contains(algorithm)) {
            throw new UnusableJwkException("a key of another algorithm");
        }
    }

    private static PublicKey publicKey(Map<?, ?> jwk) throws UnusableJwkException {
        try {
            return switch (string(jwk, "kty")) {
                case "OKP" -> edwards(jwk);
                case "EC" -> ellipticCurve(jwk);
                case "RSA" -> rsa(jwk);
                default -> throw UnusableJwkException.notMeantForUs("a kty that is not supported");
            };
        } catch (MalformedTextException malformed) {
            throw new UnusableJwkException("a member that is not base64url");
        } catch (GeneralSecurityException | JOSEException | RuntimeException unsound) {
            throw new UnusableJwkException("not a sound key"); // what Nimbus and the JDK say may quote it
        }
    }

    private static void checkPublic(Map<?, ?> jwk) throws UnusableJwkException {
        for (String member : PRIVATE_MEMBERS) {
            if (isPresent(jwk, member)) {
                throw new UnusableJwkException("a private or symmetric key, which must not be published");
            }
        }
    }

    /** Checks the use. An absent {@code use} or {@code key_ops} allows every use (RFC 7517 §4.2, §4.3). */
    private static void checkUse(Map<?, ?> jwk) throws UnusableJwkException {
        if (isPresent(jwk, "use") && !"sig".equals(jwk.get("use"))) {
            throw forAnotherPurpose(jwk.get("use"), "a use other than sig");
        }
        if (isPresent(jwk, "key_ops") && !(jwk.get("key_ops") instanceof List<?> ops && ops.contains("verify"))) {
            throw forAnotherPurpose(jwk.get("key_ops"), "key_ops without verify");
        }
    }

    private static UnusableJwkException forAnotherPurpose(@Nullable Object purpose, String problem) {
        boolean isWellFormed = purpose instanceof String
                || (purpose instanceof List<?> ops && ops.stream().allMatch(String.class::isInstance));
        return isWellFormed ? UnusableJwkException.notMeantForUs(problem) : new UnusableJwkException(problem);
    }

    /** Returns whether a member is present. A member that is null counts as absent. */
    private static boolean isPresent(Map<?, ?> jwk, String member) {
        return jwk.get(member) != null;
    }

    private static @Nullable String keyId(Map<?, ?> jwk) throws UnusableJwkException {
        if (!isPresent(jwk, "kid")) {
            return null;
        }
        String kid = string(jwk, "kid");
        if (kid.length() > MAX_KEY_ID_LENGTH) {
            throw new UnusableJwkException("a kid of more than " + MAX_KEY_ID_LENGTH + " characters");
        }
        return kid;
    }

    /**
     * Returns the algorithm of {@code alg}, or without it every one that the key can be used for. The allow-list of the
     * issuer decides then.
     */
    private static Set<JwsAlgorithm> algorithms(Map<?, ?> jwk) throws UnusableJwkException {
        Set<JwsAlgorithm> possible = possibleAlgorithms(jwk);
        if (!isPresent(jwk, "alg")) {
            return possible;
        }
        JwsAlgorithm algorithm = JwsAlgorithm.ofName(string(jwk, "alg"))
                .orElseThrow(() -> UnusableJwkException.notMeantForUs("an alg that is not supported"));
        if (!possible.contains(algorithm)) {
            throw new UnusableJwkException("an alg that does not fit the key");
        }
        return EnumSet.of(algorithm);
    }

    private static Set<JwsAlgorithm> possibleAlgorithms(Map<?, ?> jwk) throws UnusableJwkException {
        KeyType type = KeyType.valueOf(string(jwk, "kty")); // one of those of publicKey(...)
        return AlgorithmSpec.algorithmsOf(type, type == KeyType.RSA ? null : curve(jwk));
    }

    private static Curve curve(Map<?, ?> jwk) throws UnusableJwkException {
        return Curve.ofJwkName(string(jwk, "crv"))
                .orElseThrow(() -> UnusableJwkException.notMeantForUs("a crv that is not supported"));
    }

    /** Returns the curve of the key, if keys of this type can have it. */
    private static Curve curve(Map<?, ?> jwk, KeyType type) throws UnusableJwkException {
        Curve curve = curve(jwk);
        if (AlgorithmSpec.algorithmsOf(type, curve).isEmpty()) {
            throw UnusableJwkException.notMeantForUs("a crv that is not supported");
        }
        return curve;
    }

    private static PublicKey rsa(Map<?, ?> jwk) throws JOSEException, UnusableJwkException {
        return new RSAKey.Builder(base64Url(jwk, "n"), base64Url(jwk, "e"))
                .build()
                .toRSAPublicKey();
    }

    private static PublicKey ellipticCurve(Map<?, ?> jwk) throws JOSEException, UnusableJwkException {
        Curve curve = curve(jwk, KeyType.EC);
        int length = curve.coordinateLength();
        return new ECKey.Builder(
                        com.nimbusds.jose.jwk.Curve.parse(curve.jwkName()),
                        coordinate(jwk, "x", length),
                        coordinate(jwk, "y", length))
                .build()
                .toECPublicKey();
    }

    /**
     * Parses a coordinate and pads it to the length of RFC 7518 §6.2.1.2. Some issuers omit leading zeros or add one.
     * The number is the same, and the point is checked against the curve afterwards.
     */
    private static Base64URL coordinate(Map<?, ?> jwk, String member, int length) throws UnusableJwkException {
        byte[] sent = Base64Url.decode(string(jwk, member));
        if (sent.length == 0) {
            throw new UnusableJwkException("an empty " + member);
        }
        int surplus = Math.max(0, sent.length - length);
        for (int i = 0; i < surplus; i++) {
            if (sent[i] != 0) {
                throw new UnusableJwkException(member + " of a length that the curve does not have");
            }
        }
        byte[] padded = new byte[length];
        System.arraycopy(sent, surplus, padded, length - sent.length + surplus, sent.length - surplus);
        return Base64URL.encode(padded);
    }

    private static PublicKey edwards(Map<?, ?> jwk) throws GeneralSecurityException, UnusableJwkException {
        Curve curve = curve(jwk, KeyType.OKP);
        checkLength(jwk, "x", curve.coordinateLength());
        byte[] littleEndian = Base64Url.decode(string(jwk, "x"));
        byte[] bigEndian = new byte[littleEndian.length];
        for (int i = 0; i < littleEndian.length; i++) {
            bigEndian[bigEndian.length - 1 - i] = littleEndian[i];
        }
        boolean xIsOdd = (bigEndian[0] & 0x80) != 0;
        bigEndian[0] &= 0x7f;
        EdECPoint point = new EdECPoint(xIsOdd, new BigInteger(1, bigEndian));
        return KeyFactory.getInstance(curve.jcaName())
                .generatePublic(new EdECPublicKeySpec(new NamedParameterSpec(curve.jcaName()), point));
    }

    private static void checkLength(Map<?, ?> jwk, String member, int bytes) throws UnusableJwkException {
        if (Base64Url.decode(string(jwk, member)).length != bytes) {
            throw new UnusableJwkException(member + " of a length that the curve does not have");
        }
    }

    /** Parses a member strictly before Nimbus gets it, because Nimbus skips characters that are not base64url. */
    private static Base64URL base64Url(Map<?, ?> jwk, String member) throws UnusableJwkException {
        String text = string(jwk, member);
        if (Base64Url.decode(text).length == 0) {
            throw new UnusableJwkException("an empty " + member);
        }
        return new Base64URL(text);
    }

    private static String string(Map<?, ?> jwk, String member) throws UnusableJwkException {
        if (jwk.get(member) instanceof String text) {
            return text;
        }
        throw new UnusableJwkException("no " + member + " that is a string");
    }
}
