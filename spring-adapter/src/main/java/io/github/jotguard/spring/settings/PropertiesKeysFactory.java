package io.github.jotguard.spring.settings;

import io.github.jotguard.SharedSecret;
import io.github.jotguard.VerificationKeys;
import io.github.jotguard.settings.BetterAuth;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Creates the keys of one issuer from the properties: a shared secret or a remote JWK Set. */
final class PropertiesKeysFactory {

    private final String prefix;
    private final IssuerProperties settings;
    private final RemoteKeys remoteKeys;
    private final SharedSecrets secrets;

    /**
     * Creates the factory of one issuer.
     *
     * @param prefix of the property names, with the dot
     */
    PropertiesKeysFactory(String prefix, IssuerProperties settings, RemoteKeys remoteKeys, SharedSecrets secrets) {
        this.prefix = prefix;
        this.settings = settings;
        this.remoteKeys = remoteKeys;
        this.secrets = secrets;
    }

    /**
     * Creates the keys.
     *
     * @param issuer the value of {@code iss}, or null if any is accepted
     * @throws InvalidSettingException if a property is missing or wrong
     */
    VerificationKeys create(@Nullable String issuer) {
        String secret = settings.secret();
        if (secret != null) {
            return sharedSecret(secret);
        }
        String origin = settings.betterAuth().origin();
        if (origin != null) {
            return remoteKeys.at(
                    prefix, "better-auth.origin", BetterAuth.jwksUri(origin), settings.allowUnencryptedHttp());
        }
        String jwksUri = settings.jwksUri();
        if (jwksUri != null) {
            return remoteKeys.at(
                    prefix,
                    "jwks-uri",
                    new PropertyText(prefix).check("jwks-uri", jwksUri),
                    settings.allowUnencryptedHttp());
        }
        if (issuer == null) {
            throw new InvalidSettingException(
                    prefix + "any-issuer is set, but neither " + prefix + "jwks-uri nor " + prefix + "secret.",
                    "Set " + prefix + "jwks-uri to the address of the keys, or " + prefix + "secret.");
        }
        return remoteKeys.discoveredFrom(prefix, issuer, settings.allowUnencryptedHttp());
    }

    /** Creates the secret. Messages never show the secret, nor its exact length. */
    private SharedSecret sharedSecret(String secret) {
        try {
            return secrets.ofUtf8(secret);
        } catch (IllegalArgumentException complaint) {
            boolean isTooShort = secret.getBytes(StandardCharsets.UTF_8).length < SharedSecret.MIN_BYTES;
            throw new InvalidSettingException(
                    isTooShort
                            ? prefix + "secret is too short: HS256 needs at least " + SharedSecret.MIN_BYTES
                                    + " bytes (RFC 7518 §3.2)."
                            : prefix + "secret cannot be used: " + complaint.getMessage() + ".",
                    "Set " + prefix + "secret to a random one, the same as the issuer has. One can be made with:"
                            + " openssl rand -base64 48");
        }
    }
}
