package io.github.jotguard.signature;

import io.github.jotguard.JwsAlgorithm;
import java.lang.reflect.Method;
import java.security.GeneralSecurityException;
import java.security.Provider;

/**
 * Checks that the point R of an Edwards signature is in the subgroup of prime order. An engine that verifies by the
 * equation with the cofactor omits this check. RFC 8032 §5.1.7 allows both equations. With keys and R in the subgroup
 * they accept the same signatures.
 */
interface SubgroupCheck {

    /** No check, for engines that verify by the equation without the cofactor, and for other algorithms. */
    SubgroupCheck NONE = signature -> true;

    /** Returns whether R, the first half of a verified signature, is in the subgroup. */
    boolean accepts(byte[] signature) throws GeneralSecurityException;

    /**
     * Returns the check that this provider needs. Bouncy Castle verifies with the cofactor and has a check of points.
     */
    static SubgroupCheck of(JwsAlgorithm algorithm, Provider provider) {
        boolean isBouncyCastle = provider.getClass().getName().startsWith("org.bouncycastle.");
        if (AlgorithmSpec.of(algorithm).keyType() != KeyType.OKP || !isBouncyCastle) {
            return NONE;
        }
        try {
            Method check = Class.forName(
                            "org.bouncycastle.math.ec.rfc8032."
                                    + AlgorithmSpec.of(algorithm).keyFactory(),
                            true,
                            provider.getClass().getClassLoader())
                    .getMethod("validatePublicKeyFull", byte[].class, int.class);
            return signature -> invoke(check, signature);
        } catch (ReflectiveOperationException | LinkageError anotherVersion) {
            return NONE; // the known-answer test rejects it then
        }
    }

    /**
     * Returns the check for a provider that the JVM chose and whose known-answer test nobody saw. The JDK's own
     * verifies without the cofactor.
     */
    static SubgroupCheck ofConfigured(JwsAlgorithm algorithm, Provider provider) {
        if (AlgorithmSpec.of(algorithm).keyType() != KeyType.OKP
                || provider.getClass().getName().equals("sun.security.ec.SunEC")) {
            return NONE;
        }
        SubgroupCheck own = of(algorithm, provider);
        EdwardsSubgroup subgroup = EdwardsSubgroup.of(algorithm);
        return own == NONE ? signature -> subgroup.contains(SignatureBounds.y(signature, signature.length / 2)) : own;
    }

    private static boolean invoke(Method check, byte[] signature) throws GeneralSecurityException {
        try {
            return (boolean) check.invoke(null, signature, 0);
        } catch (ReflectiveOperationException failure) {
            throw new GeneralSecurityException("The check of a point failed", failure);
        }
    }
}
