package io.github.jotguard.signature;

import static java.util.Objects.requireNonNull;

import io.github.jotguard.JwsAlgorithm;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.EllipticCurve;

/** Checks public keys before they verify anything (RFC 8725 §3.4). Runs once, when a key is loaded. */
public final class PublicKeyValidation {

    static final int MIN_RSA_BITS = 2048;
    static final int MAX_RSA_BITS = 8192;
    static final int MAX_RSA_EXPONENT_BITS = 64;

    private static final BigInteger SMALLEST_EXPONENT = BigInteger.valueOf(3);

    private PublicKeyValidation() {}

    /**
     * Checks a key.
     *
     * @throws IllegalArgumentException if the key may not be used for the algorithm
     */
    public static void check(PublicKey key, JwsAlgorithm algorithm) {
        switch (AlgorithmSpec.of(algorithm).keyType()) {
            case RSA -> checkRsa(demand(RSAPublicKey.class, key, algorithm));
            case EC -> checkEc(demand(ECPublicKey.class, key, algorithm), algorithm);
            case OKP -> checkEdwards(demand(EdECPublicKey.class, key, algorithm), algorithm);
            case OCT -> throw new IllegalArgumentException(algorithm + " takes a SharedSecret, never a public key");
        }
    }

    private static <K> K demand(Class<K> type, PublicKey key, JwsAlgorithm algorithm) {
        if (!type.isInstance(key)) {
            throw new IllegalArgumentException(algorithm + " cannot be used with a key of type " + key.getAlgorithm());
        }
        return type.cast(key);
    }

    private static void checkRsa(RSAPublicKey key) {
        int bits = key.getModulus().bitLength();
        BigInteger e = key.getPublicExponent();
        if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS || !key.getModulus().testBit(0)) {
            throw new IllegalArgumentException(
                    "An RSA modulus must be odd and have 2048 to 8192 bits, but has " + bits);
        }
        if (e.compareTo(SMALLEST_EXPONENT) < 0 || !e.testBit(0) || e.bitLength() > MAX_RSA_EXPONENT_BITS) {
            throw new IllegalArgumentException("An RSA exponent must be odd, at least 3 and at most 64 bits long");
        }
    }

    private static void checkEc(ECPublicKey key, JwsAlgorithm algorithm) {
        Curve expected = curve(algorithm);
        ECParameterSpec curve = named(expected);
        if (!isSame(key.getParams(), curve) || !isOn(curve.getCurve(), key.getW())) {
            throw new IllegalArgumentException(algorithm + " takes a point on " + expected.jwkName());
        }
    }

    private static Curve curve(JwsAlgorithm algorithm) {
        return requireNonNull(AlgorithmSpec.of(algorithm).curve());
    }

    private static ECParameterSpec named(Curve curve) {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(curve.jcaName()));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException missing) {
            throw new IllegalArgumentException("This Java has no curve " + curve.jcaName());
        }
    }

    /**
     * Compares all parameters of the curve. Signatures can be forged for a key on another curve of the same size, or
     * with another generator (CVE-2020-0601).
     */
    private static boolean isSame(ECParameterSpec actual, ECParameterSpec expected) {
        return actual.getCurve().getField().equals(expected.getCurve().getField())
                && actual.getCurve().getA().equals(expected.getCurve().getA())
                && actual.getCurve().getB().equals(expected.getCurve().getB())
                && actual.getGenerator().equals(expected.getGenerator())
                && actual.getOrder().equals(expected.getOrder())
                && actual.getCofactor() == expected.getCofactor();
    }

    private static boolean isOn(EllipticCurve curve, ECPoint point) {
        if (point.equals(ECPoint.POINT_INFINITY) || !(curve.getField() instanceof ECFieldFp field)) {
            return false;
        }
        BigInteger p = field.getP();
        BigInteger x = point.getAffineX();
        BigInteger y = point.getAffineY();
        if (x.signum() < 0 || x.compareTo(p) >= 0 || y.signum() < 0 || y.compareTo(p) >= 0) {
            return false;
        }
        BigInteger right =
                x.pow(3).add(curve.getA().multiply(x)).add(curve.getB()).mod(p);
        return y.multiply(y).mod(p).equals(right);
    }

    private static void checkEdwards(EdECPublicKey key, JwsAlgorithm algorithm) {
        Curve expected = curve(algorithm);
        String curve = key.getParams().getName();
        BigInteger y = key.getPoint().getY();
        EdwardsSubgroup subgroup = EdwardsSubgroup.of(algorithm);
        if (!curve.equals(expected.jcaName()) || !subgroup.allows(y) || !isPoint(key) || !subgroup.contains(y)) {
            throw new IllegalArgumentException(algorithm + " takes a point of prime order on " + expected.jwkName());
        }
    }

    private static boolean isPoint(EdECPublicKey key) {
        try {
            Signature.getInstance(key.getParams().getName()).initVerify(key);
            return true;
        } catch (GeneralSecurityException | RuntimeException notOnTheCurve) {
            return false;
        }
    }
}
