package io.github.jotguard.testing;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** The JWS algorithms that can sign here, named as in the {@code alg} header (RFC 7518 §3.1, RFC 8037, RFC 9864). */
enum SigningAlgorithm {
    EdDSA(KeyType.OKP, "Ed25519", "Ed25519"),
    Ed25519(KeyType.OKP, "Ed25519", "Ed25519"),
    Ed448(KeyType.OKP, "Ed448", "Ed448"),
    ES256(KeyType.EC, "SHA256withECDSAinP1363Format", "secp256r1"),
    ES384(KeyType.EC, "SHA384withECDSAinP1363Format", "secp384r1"),
    ES512(KeyType.EC, "SHA512withECDSAinP1363Format", "secp521r1"),
    RS256(KeyType.RSA, "SHA256withRSA", ""),
    RS384(KeyType.RSA, "SHA384withRSA", ""),
    RS512(KeyType.RSA, "SHA512withRSA", ""),
    PS256(KeyType.RSA, "RSASSA-PSS", ""),
    PS384(KeyType.RSA, "RSASSA-PSS", ""),
    PS512(KeyType.RSA, "RSASSA-PSS", ""),
    HS256(KeyType.OCT, "HmacSHA256", ""),
    HS384(KeyType.OCT, "HmacSHA384", ""),
    HS512(KeyType.OCT, "HmacSHA512", "");

    private static final SecureRandom RANDOM = new SecureRandom();

    private final KeyType keyType;
    private final String jcaName;
    private final String jcaCurve;

    SigningAlgorithm(KeyType keyType, String jcaName, String jcaCurve) {
        this.keyType = keyType;
        this.jcaName = jcaName;
        this.jcaCurve = jcaCurve;
    }

    static SigningAlgorithm named(String name) {
        for (SigningAlgorithm algorithm : values()) {
            if (algorithm.name().equals(name)) {
                return algorithm;
            }
        }
        throw new IllegalArgumentException("no such signing algorithm: " + name);
    }

    boolean isSymmetric() {
        return keyType == KeyType.OCT;
    }

    KeyType keyType() {
        return keyType;
    }

    /** Generates a key pair for this algorithm, which must not be symmetric. */
    KeyPair generateKeyPair() {
        try {
            return switch (keyType) {
                case OKP -> KeyPairGenerator.getInstance(jcaCurve).generateKeyPair();
                case EC -> {
                    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                    generator.initialize(new ECGenParameterSpec(jcaCurve));
                    yield generator.generateKeyPair();
                }
                case RSA -> RsaKeyPairs.take();
                case OCT -> throw new IllegalStateException(name() + " has no key pair");
            };
        } catch (GeneralSecurityException unsupported) {
            throw new IllegalStateException("the JDK cannot make a key for " + name(), unsupported);
        }
    }

    /** Generates a secret as long as the hash, the minimum of RFC 7518 §3.2; this algorithm must be symmetric. */
    byte[] generateSecret() {
        byte[] secret = new byte[hashBits() / Byte.SIZE];
        RANDOM.nextBytes(secret);
        return secret;
    }

    byte[] sign(Key key, byte[] data) {
        try {
            if (key instanceof SecretKey) {
                Mac mac = Mac.getInstance(jcaName);
                mac.init(key);
                return mac.doFinal(data);
            }
            Signature signature = Signature.getInstance(jcaName);
            if (jcaName.equals("RSASSA-PSS")) {
                signature.setParameter(pssParameters());
            }
            signature.initSign((PrivateKey) key);
            signature.update(data);
            return signature.sign();
        } catch (GeneralSecurityException unfit) {
            throw new IllegalStateException("the key cannot sign with " + name(), unfit);
        }
    }

    /** Returns parameters for MGF1 with the hash of the message and a salt as long as the hash (RFC 7518 §3.5). */
    private AlgorithmParameterSpec pssParameters() {
        String hash = "SHA-" + hashBits();
        MGF1ParameterSpec mgf = new MGF1ParameterSpec(hash);
        return new PSSParameterSpec(hash, "MGF1", mgf, hashBits() / Byte.SIZE, PSSParameterSpec.TRAILER_FIELD_BC);
    }

    /** Returns the digits of the name; the Edwards curves have a hash of their own. */
    private int hashBits() {
        return Integer.parseInt(name().substring(2));
    }

    /** The values of {@code kty} (RFC 7518 §6.1, RFC 8037 §2). */
    enum KeyType {
        OKP,
        EC,
        RSA,
        OCT
    }
}
