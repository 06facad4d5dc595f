package io.github.jotguard.spring;

import io.github.jotguard.jwks.JwkSetFetcher;
import io.github.jotguard.jwks.RefreshPolicy;
import io.github.jotguard.jwks.RemoteJwkSet;
import org.jspecify.annotations.Nullable;

/** Makes key sets that are fetched as the properties say. */
final class RemoteKeys {

    private final RefreshPolicy policy;
    private final @Nullable JwkSetFetcher fetcher;

    RemoteKeys(JotguardProperties.Refresh refresh, @Nullable JwkSetFetcher fetcher) {
        this.policy = policy(refresh);
        this.fetcher = fetcher;
    }

    /** @param property that the address comes from */
    RemoteJwkSet at(String property, String uri, boolean allowUnencryptedHttp) {
        return build(property, RemoteJwkSet.builder(uri), allowUnencryptedHttp);
    }

    /** @param property that the issuer comes from */
    RemoteJwkSet discoveredFrom(String property, String issuer, boolean allowUnencryptedHttp) {
        return build(property, RemoteJwkSet.discoveryBuilder(issuer), allowUnencryptedHttp);
    }

    private RemoteJwkSet build(String property, RemoteJwkSet.Builder builder, boolean allowUnencryptedHttp) {
        builder.refreshPolicy(policy);
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
                    property + " cannot be used to fetch keys: " + notAnAddress.getMessage() + ".",
                    "Set " + property + " to an https address"
                            + (property.endsWith(".issuer")
                                    ? ", or set jwks-uri beside it to the address of the keys."
                                    : "."));
        }
    }

    private static RefreshPolicy policy(JotguardProperties.Refresh set) {
        RefreshPolicy defaults = RefreshPolicy.defaults();
        return SettingCheck.use(
                "jotguard.refresh.",
                () -> new RefreshPolicy(
                        or(set.freshFor(), defaults.freshFor()),
                        or(set.minFreshFor(), defaults.minFreshFor()),
                        or(set.maxFreshFor(), defaults.maxFreshFor()),
                        or(set.usableFor(), defaults.usableFor()),
                        or(set.unknownKeyCooldown(), defaults.unknownKeyCooldown()),
                        or(set.firstRetry(), defaults.firstRetry()),
                        or(set.lastRetry(), defaults.lastRetry()),
                        or(set.waitWithoutKeys(), defaults.waitWithoutKeys()),
                        or(set.waitBesideKeys(), defaults.waitBesideKeys()),
                        or(set.maxWaitingWithoutKeys(), defaults.maxWaitingWithoutKeys()),
                        or(set.maxWaitingBesideKeys(), defaults.maxWaitingBesideKeys()),
                        or(set.fetchDeadline(), defaults.fetchDeadline())));
    }

    private static <T> T or(@Nullable T set, T otherwise) {
        return set == null ? otherwise : set;
    }
}
