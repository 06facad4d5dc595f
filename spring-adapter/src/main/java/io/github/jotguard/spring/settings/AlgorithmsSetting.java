package io.github.jotguard.spring.settings;

import io.github.jotguard.JwsAlgorithm;
import java.nio.charset.StandardCharsets;

/** The algorithms of one issuer: those of a shared secret and those of public keys are never allowed together. */
final class AlgorithmsSetting {

    private static final String HMAC = "HS";

    private final String prefix;
    private final IssuerProperties settings;

    /**
     * Creates the setting of one issuer.
     *
     * @param prefix of the property names, with the dot
     */
    AlgorithmsSetting(String prefix, IssuerProperties settings) {
        this.prefix = prefix;
        this.settings = settings;
    }

    /**
     * Checks the algorithms.
     *
     * @throws InvalidSettingException if one of them cannot be used with the keys, or needs a longer secret
     */
    void check() {
        String secret = settings.secret();
        boolean isSecret = secret != null;
        for (JwsAlgorithm algorithm : settings.algorithms()) {
            if (algorithm.isSymmetric() != isSecret) {
                throw new InvalidSettingException(
                        prefix + "algorithms has " + algorithm + ", which does not work with "
                                + (isSecret ? prefix + "secret." : "public keys."),
                        isSecret
                                ? "Remove " + prefix + "algorithms, or set it to HS256."
                                : "Set " + prefix
                                        + "algorithms to those of the issuer's keys, such as EdDSA; a shared secret"
                                        + " is set with " + prefix + "secret.");
            }
            if (secret != null) {
                checkLength(secret, algorithm);
            }
        }
    }

    /** Checks the length of a secret: an algorithm with a longer hash than HS256 needs a longer one. */
    private void checkLength(String secret, JwsAlgorithm algorithm) {
        int bits = Integer.parseInt(algorithm.name().substring(HMAC.length()));
        if (secret.getBytes(StandardCharsets.UTF_8).length < bits / Byte.SIZE) {
            throw new InvalidSettingException(
                    prefix + "secret is too short for " + algorithm + ", which " + prefix
                            + "algorithms has: it needs at least " + bits / Byte.SIZE + " bytes (RFC 7518 §3.2).",
                    "Set " + prefix + "secret to a longer one, the same as the issuer has, or remove " + algorithm
                            + " from " + prefix + "algorithms.");
        }
    }
}
