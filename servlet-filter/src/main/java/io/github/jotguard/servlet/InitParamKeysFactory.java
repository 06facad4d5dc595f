package io.github.jotguard.servlet;

import io.github.jotguard.SharedSecret;
import io.github.jotguard.VerificationKeys;
import io.github.jotguard.jwks.RemoteJwkSet;
import io.github.jotguard.settings.BetterAuth;
import jakarta.servlet.ServletException;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Creates the keys of one trusted issuer from init-params, which have the names of the methods of the builders. */
final class InitParamKeysFactory {

    /** The parameter of the issuer, whose metadata can name the JWKS URI. */
    static final String ISSUER = "issuer";

    static final String JWKS_URI = "jwksUri";
    static final String DISCOVERY = "discovery";
    static final String SECRET_ENV = "secretEnv";
    static final String ALLOW_UNENCRYPTED_HTTP = "allowUnencryptedHttp";
    static final String MAX_KEYS = "maxKeys";
    static final String MAX_BYTES = "maxBytes";

    /** The parameters that decide the source of the keys. */
    static final String[] PLACES = {JWKS_URI, DISCOVERY, SECRET_ENV, ALLOW_UNENCRYPTED_HTTP};

    private final InitParameters parameters;
    private final Map<List<Object>, VerificationKeys> remoteKeys;

    /** @param remoteKeys made for other issuers of the same verifier, by their settings */
    InitParamKeysFactory(InitParameters parameters, Map<List<Object>, VerificationKeys> remoteKeys) {
        this.parameters = parameters;
        this.remoteKeys = remoteKeys;
    }

    VerificationKeys keys() throws ServletException {
        parameters.rejectTogether(SECRET_ENV, JWKS_URI, DISCOVERY, ALLOW_UNENCRYPTED_HTTP, MAX_KEYS, MAX_BYTES);
        parameters.rejectTogether(JWKS_URI, DISCOVERY);
        if (parameters.has(SECRET_ENV)) {
            String secret = parameters.environmentVariable(SECRET_ENV);
            return parameters.use(SECRET_ENV, () -> SharedSecret.ofUtf8(secret));
        }
        boolean isDiscovered = parameters.flag(DISCOVERY);
        String name = isDiscovered ? ISSUER : JWKS_URI;
        String address = parameters.required(
                name,
                "give the address of the JWK Set, or " + parameters.nameOf(DISCOVERY) + "=true if the metadata of "
                        + parameters.nameOf(ISSUER) + " tell it, or with "
                        + parameters.nameOf(SECRET_ENV) + " a shared secret");
        return remote(name, isDiscovered, address);
    }

    /**
     * Returns the keys of Better Auth.
     *
     * @param name of the parameter that the origin comes from
     * @param origin that was found to be one
     */
    VerificationKeys ofBetterAuth(String name, String origin) throws ServletException {
        return remote(name, false, BetterAuth.jwksUri(origin));
    }

    private VerificationKeys remote(String name, boolean isDiscovered, String address) throws ServletException {
        boolean isHttpAllowed = parameters.flag(ALLOW_UNENCRYPTED_HTTP);
        RemoteJwkSet.Builder builder = parameters.use(
                name, () -> isDiscovered ? RemoteJwkSet.discoveryBuilder(address) : RemoteJwkSet.builder(address));
        int maxKeys = limit(MAX_KEYS, RemoteJwkSet.Builder.DEFAULT_MAX_KEYS, builder::maxKeys);
        int maxBytes = limit(MAX_BYTES, RemoteJwkSet.Builder.DEFAULT_MAX_BYTES, builder::maxBytes);
        if (isHttpAllowed) {
            builder.allowUnencryptedHttp();
        }
        return parameters.use(
                name,
                () -> remoteKeys.computeIfAbsent(
                        List.of(isDiscovered, address, isHttpAllowed, maxKeys, maxBytes), first -> builder.build()));
    }

    private int limit(String name, int otherwise, IntFunction<RemoteJwkSet.Builder> option) throws ServletException {
        int limit = parameters.number(name).orElse(otherwise);
        parameters.use(name, () -> option.apply(limit));
        return limit;
    }
}
