package io.github.jotguard.interop;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.dpop.DpopMode;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The settings of one issuer in the three ways to say them: builder, properties, init-params.
 *
 * @param builder returns a builder whose settings can be changed
 */
record Settings(
        Supplier<TrustedIssuer.Builder> builder, Map<String, Object> properties, Map<String, String> initParams) {

    /** Returns settings that say an issuer's page in all three ways. */
    static Settings of(PageSection section, Supplier<TrustedIssuer.Builder> builder) {
        return new Settings(() -> builder.get().asDefaults(), section.properties(), section.initParams());
    }

    /** Returns these settings with changes, such as {@code algorithms = PS256 + requireType = true}. */
    Settings with(String changes) {
        Settings changed = this;
        for (String change : changes.split(" \\+ ", -1)) {
            String[] parts = change.split("=", 2);
            changed = changed.with(new Change(parts[0].strip(), parts[1].strip()));
        }
        return changed;
    }

    /** Returns these settings with the JWKS URI in properties and init-params, for keys at an inner address. */
    Settings withKeys(String jwksUri) {
        Map<String, Object> changedProperties = new LinkedHashMap<>(properties);
        changedProperties.put("jotguard.jwks-uri", jwksUri);
        Map<String, String> changedParams = new LinkedHashMap<>(initParams);
        changedParams.put("jwksUri", jwksUri);
        return new Settings(builder, changedProperties, changedParams);
    }

    private Settings with(Change change) {
        Map<String, Object> changedProperties = new LinkedHashMap<>(properties);
        change.applyTo(changedProperties);
        Map<String, String> changedParams = new LinkedHashMap<>(initParams);
        changedParams.put(change.initParam(), change.value());
        return new Settings(() -> change.applyTo(builder.get()), changedProperties, changedParams);
    }

    /** Returns the handling of tokens that are bound to a key, which properties and init-params have alike. */
    DpopMode dpop() {
        String name = initParams.getOrDefault("dpop", DpopMode.REJECT.settingName());
        return DpopMode.ofName(name).orElseThrow();
    }

    /** Returns the origin of the resource, which proofs must name if there is one. */
    Optional<String> publicOrigin() {
        return Optional.ofNullable(initParams.get("resource"))
                .map(URI::create)
                .map(resource -> resource.resolve("/").toString())
                .map(root -> root.substring(0, root.length() - 1));
    }

    JwtVerifier verifier() {
        return JwtVerifier.trusting(builder.get().build());
    }
}
