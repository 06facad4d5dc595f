package io.github.jotguard;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/**
 * Verifies signatures with the JDK (RFC 7515 §5.2). A verification builds its own {@code Signature} or {@code Mac}: nothing is shared
 * between threads, and nothing is kept per thread.
 */
final class SignatureEngine {

    private static final int PSS_TRAILER = 1;

    private final @Nullable Provider provider;

    private SignatureEngine(@Nullable Provider provider) {
        this.provider = provider;
    }

    static SignatureEngine of(@Nullable Provider provider) {
        return new SignatureEngine(provider);
    }

    /** Whether the signature of this token is one of this key; false for whatever goes wrong. */
    boolean verifies(VerificationKey key, JwsAlgorithm algorithm, UnverifiedJwt jwt) {
        try {
            return algorithm.isSymmetric()
                    ? verifiesMac(key.key(), algorithm, jwt)
                    : verifiesSignature((PublicKey) key.key(), algorithm, jwt);
        } catch (GeneralSecurityException | RuntimeException notASignatureOfThisKey) {
            return false;
        }
    }

    private static boolean verifiesMac(Key secret, JwsAlgorithm algorithm, UnverifiedJwt jwt)
            throws GeneralSecurityException {
        Mac mac = Mac.getInstance(jcaName(algorithm));
        mac.init(secret);
        mac.update(jwt.token(), 0, jwt.signingInputLength());
        return MessageDigest.isEqual(mac.doFinal(), jwt.signature());
    }

    private boolean verifiesSignature(PublicKey key, JwsAlgorithm algorithm, UnverifiedJwt jwt)
            throws GeneralSecurityException {
        Signature signature = signature(jcaName(algorithm));
        AlgorithmParameterSpec parameters = parameters(algorithm);
        if (parameters != null) {
            signature.setParameter(parameters);
        }
        signature.initVerify(key);
        signature.update(jwt.token(), 0, jwt.signingInputLength());
        return signature.verify(jwt.signature());
    }

    private Signature signature(String name) throws GeneralSecurityException {
        return provider == null || provider.getService("Signature", name) == null
                ? Signature.getInstance(name)
                : Signature.getInstance(name, provider);
    }

    private static String jcaName(JwsAlgorithm algorithm) {
        return switch (algorithm) {
            case EdDSA -> "Ed25519";
            case Ed448 -> "Ed448";
            case ES256 -> "SHA256withECDSAinP1363Format";
            case ES384 -> "SHA384withECDSAinP1363Format";
            case ES512 -> "SHA512withECDSAinP1363Format";
            case RS256 -> "SHA256withRSA";
            case RS384 -> "SHA384withRSA";
            case RS512 -> "SHA512withRSA";
            case PS256, PS384, PS512 -> "RSASSA-PSS";
            case HS256 -> "HmacSHA256";
            case HS384 -> "HmacSHA384";
            case HS512 -> "HmacSHA512";
        };
    }

    private static @Nullable AlgorithmParameterSpec parameters(JwsAlgorithm algorithm) {
        return switch (algorithm) {
            case PS256 -> pss("SHA-256", MGF1ParameterSpec.SHA256, 32);
            case PS384 -> pss("SHA-384", MGF1ParameterSpec.SHA384, 48);
            case PS512 -> pss("SHA-512", MGF1ParameterSpec.SHA512, 64);
            default -> null;
        };
    }

    private static PSSParameterSpec pss(String hash, MGF1ParameterSpec mask, int saltLength) {
        return new PSSParameterSpec(hash, "MGF1", mask, saltLength, PSS_TRAILER);
    }
}
