package io.github.jotguard.signature;

import io.github.jotguard.JwsAlgorithm;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Checks a signature before an engine verifies it: the exact length, and numbers that are in range. Immutable. Engines
 * differ over signatures out of range, and some have accepted them (zeros for ECDSA in JDK 17.0.2, CVE-2022-21449).
 */
public final class SignatureBounds {

    private final KeyType keyType;
    private final int length;
    /**
     * Exclusive upper limit of the numbers in a signature, with as many bytes as each of them, the most significant
     * byte first.
     */
    private final byte[] limit;
    /** The subgroup of the points in a signature; null if they are numbers. */
    private final @Nullable EdwardsSubgroup subgroup;

    private SignatureBounds(KeyType keyType, int length, byte[] limit, @Nullable EdwardsSubgroup subgroup) {
        this.keyType = keyType;
        this.length = length;
        this.limit = limit;
        this.subgroup = subgroup;
    }

    public static SignatureBounds of(JwsAlgorithm algorithm, PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            int length = (rsa.getModulus().bitLength() + Byte.SIZE - 1) / Byte.SIZE;
            return of(algorithm, rsa.getModulus(), length, length);
        }
        int length = AlgorithmSpec.of(algorithm).signatureLength();
        // S is below the order (RFC 8032 §5.1.7, §5.2.7), or one signature has many spellings
        BigInteger order = key instanceof ECPublicKey ec
                ? ec.getParams().getOrder()
                : EdwardsSubgroup.of(algorithm).order();
        return of(algorithm, order, length, length / 2);
    }

    private static SignatureBounds of(JwsAlgorithm algorithm, BigInteger limit, int length, int limitLength) {
        byte[] twosComplement = limit.toByteArray();
        byte[] padded = new byte[limitLength];
        int used = Math.min(twosComplement.length, limitLength);
        System.arraycopy(twosComplement, twosComplement.length - used, padded, limitLength - used, used);
        KeyType keyType = AlgorithmSpec.of(algorithm).keyType();
        return new SignatureBounds(
                keyType, length, padded, keyType == KeyType.OKP ? EdwardsSubgroup.of(algorithm) : null);
    }

    /** Returns the length in bytes. */
    public int length() {
        return length;
    }

    public byte[] limit() {
        return limit.clone();
    }

    public boolean allow(byte[] signature) {
        return signature.length == length
                && switch (keyType) {
                    case RSA -> isBelowLimit(signature, 0);
                    case EC ->
                        isNotZero(signature, 0)
                                && isBelowLimit(signature, 0)
                                && isNotZero(signature, limit.length)
                                && isBelowLimit(signature, limit.length);
                    case OKP ->
                        isBelowLimit(reversed(signature, limit.length, length), 0)
                                && subgroup != null
                                && subgroup.allows(y(signature, limit.length));
                    case OCT -> false;
                };
    }

    private boolean isBelowLimit(byte[] number, int from) {
        return Arrays.compareUnsigned(number, from, from + limit.length, limit, 0, limit.length) < 0;
    }

    private boolean isNotZero(byte[] number, int from) {
        for (int i = from; i < from + limit.length; i++) {
            if (number[i] != 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the y of the point R of an Edwards signature. The highest bit is the sign of x (RFC 8032 §5.1.2, §5.2.2).
     *
     * @param pointLength in bytes
     */
    static BigInteger y(byte[] signature, int pointLength) {
        byte[] point = reversed(signature, 0, pointLength);
        point[0] &= 0x7f;
        return new BigInteger(1, point);
    }

    /** Reverses a number of an Edwards curve, which has its least significant byte first (RFC 8032 §5.1). */
    private static byte[] reversed(byte[] signature, int from, int to) {
        byte[] number = new byte[to - from];
        for (int i = 0; i < number.length; i++) {
            number[i] = signature[to - 1 - i];
        }
        return number;
    }
}
