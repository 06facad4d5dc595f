package io.github.jotguard.spring.settings;

import io.github.jotguard.jwks.JwkSetFetcher;
import io.github.jotguard.jwks.RefreshPolicy;
import io.github.jotguard.jwks.RemoteJwkSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Creates key sets that are fetched according to the properties.
 *
 * <p>Internal: may change without notice.
 */
public final class RemoteKeys {

    private static final String PREFIX = "jotguard.refresh.";

    private final RefreshPolicy policy;
    private final JotguardProperties.Refresh settings;
    private final @Nullable JwkSetFetcher fetcher;
    /** The key sets by their source: two entries of one issuer fetch its keys once. */
    private final Map<List<Object>, RemoteJwkSet> made = new HashMap<>();

    public RemoteKeys(JotguardProperties.Refresh refresh, @Nullable JwkSetFetcher fetcher) {
        this.settings = refresh;
        this.policy = policy(refresh);
        this.fetcher = fetcher;
    }

    /**
     * Returns the keys at an address.
     *
     * @param prefix of the properties of the issuer, with the dot
     * @param name of the property that the address comes from
     */
    RemoteJwkSet at(String prefix, String name, String uri, boolean allowUnencryptedHttp) {
        String action = "Set " + prefix + name + " to an https address" + orAllowHttp(prefix, uri) + ".";
        return made.computeIfAbsent(
                List.of("address", uri, allowUnencryptedHttp),
                first -> build(prefix + name, RemoteJwkSet.builder(uri), allowUnencryptedHttp, action));
    }

    /**
     * Returns the keys at the JWKS URI in the issuer's metadata.
     *
     * @param prefix of the properties of the issuer, with the dot
     */
    RemoteJwkSet discoveredFrom(String prefix, String issuer, boolean allowUnencryptedHttp) {
        String action = "Set " + prefix + "issuer to an https address, or set " + prefix
                + "jwks-uri beside it to the address of the keys" + orAllowHttp(prefix, issuer) + ".";
        return made.computeIfAbsent(
                List.of("metadata", issuer, allowUnencryptedHttp),
                first -> build(prefix + "issuer", RemoteJwkSet.discoveryBuilder(issuer), allowUnencryptedHttp, action));
    }

    private static String orAllowHttp(String prefix, String address) {
        return address.startsWith("http:")
                ? ", or within a network that you trust, set " + prefix + "allow-unencrypted-http=true"
                : "";
    }

    private RemoteJwkSet build(
            String property, RemoteJwkSet.Builder builder, boolean allowUnencryptedHttp, String action) {
        builder.refreshPolicy(policy);
        SettingCheck.use(PREFIX + "max-keys", () -> builder.maxKeys(maxKeys()));
        SettingCheck.use(PREFIX + "max-bytes", () -> builder.maxBytes(maxBytes()));
        if (fetcher != null) {
            builder.fetcher(fetcher);
        }
        if (allowUnencryptedHttp) {
            builder.allowUnencryptedHttp();
        }
        try {
            return builder.build();
        } catch (IllegalArgumentException notAnAddress) {
            throw new InvalidSettingException(
                    property + " cannot be used to fetch keys: " + notAnAddress.getMessage() + ".", action);
        }
    }

    private static RefreshPolicy policy(JotguardProperties.Refresh set) {
        RefreshPolicy defaults = RefreshPolicy.defaults();
        return SettingCheck.useAll(PREFIX, () -> RefreshPolicy.builder()
                .freshFor(or(set.freshFor(), defaults.freshFor()))
                .minFreshFor(or(set.minFreshFor(), defaults.minFreshFor()))
                .maxFreshFor(or(set.maxFreshFor(), defaults.maxFreshFor()))
                .usableFor(or(set.usableFor(), defaults.usableFor()))
                .unknownKeyCooldown(or(set.unknownKeyCooldown(), defaults.unknownKeyCooldown()))
                .initialBackoff(or(set.initialBackoff(), defaults.initialBackoff()))
                .maxBackoff(or(set.maxBackoff(), defaults.maxBackoff()))
                .initialLoadWait(or(set.initialLoadWait(), defaults.initialLoadWait()))
                .unknownKeyWait(or(set.unknownKeyWait(), defaults.unknownKeyWait()))
                .maxInitialLoadWaits(or(set.maxInitialLoadWaits(), defaults.maxInitialLoadWaits()))
                .maxUnknownKeyWaits(or(set.maxUnknownKeyWaits(), defaults.maxUnknownKeyWaits()))
                .fetchDeadline(or(set.fetchDeadline(), defaults.fetchDeadline()))
                .build());
    }

    private int maxKeys() {
        return or(settings.maxKeys(), RemoteJwkSet.Builder.DEFAULT_MAX_KEYS);
    }

    private int maxBytes() {
        return or(settings.maxBytes(), RemoteJwkSet.Builder.DEFAULT_MAX_BYTES);
    }

    private static <T> T or(@Nullable T set, T otherwise) {
        return set == null ? otherwise : set;
    }
}
