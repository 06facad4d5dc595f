package io.github.jotguard.spring.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** Which properties there are, and which one the author of an unknown name means. */
class SettingNamesTest {

    private final SettingNames names = new SettingNames(ConfigurationPropertyName.of("jotguard"));

    @ParameterizedTest
    @CsvSource({
        "jotguard.issuer-uri, jotguard.issuer",
        "jotguard.issuers[2].issuer-uri, jotguard.issuers[2].issuer",
        "jotguard.jwt.issuer-uri, jotguard.issuer",
        "jotguard.oauth2.issuer, jotguard.issuer",
        "jotguard.iss, jotguard.issuer",
        "jotguard.auth-server-url, jotguard.issuer",
        "jotguard.verify.issuer, jotguard.issuer",
        "jotguard.jwk-set-uri, jotguard.jwks-uri",
        "jotguard.issuers[0].jwk-set-uri, jotguard.issuers[0].jwks-uri",
        "jotguard.verify.publickey.location, jotguard.jwks-uri",
        "jotguard.public-key-location, jotguard.jwks-uri",
        "jotguard.aud, jotguard.audience",
        "jotguard.audiences, jotguard.audience",
        "jotguard.token.audience, jotguard.audience",
        "jotguard.audiance, jotguard.audience",
        "jotguard.audience-clam, jotguard.audience-claim",
        "jotguard.jws-algorithms, jotguard.algorithms",
        "jotguard.algorithm, jotguard.algorithms",
        "jotguard.roles, jotguard.roles-from",
        "jotguard.groups-claim, jotguard.roles-from",
        "jotguard.issuers[0].groups-claim, jotguard.roles-from",
        "jotguard.authorities-claim-name, jotguard.roles-from",
        "jotguard.authority-prefix, jotguard.authorities[0].prefix",
        "jotguard.betterauth.url, jotguard.better-auth.origin",
        "jotguard.better-auth.base-url, jotguard.better-auth.origin",
        "jotguard.issuers[1].better-auth.url, jotguard.issuers[1].better-auth.origin",
        "jotguard.better-auth-origin, jotguard.better-auth.origin",
        "jotguard.leeway, jotguard.clock-skew",
        "jotguard.clock-skew-in-seconds, jotguard.clock-skew",
        "jotguard.required, jotguard.required-claims",
        "jotguard.refresh.freshfr, jotguard.refresh.fresh-for",
        "jotguard.refresh.fresh, jotguard.refresh.fresh-for",
        "jotguard.audience.one, jotguard.audience",
        "jotguard.claim, jotguard.claims",
        "jotguard.max, jotguard.max-token-length",
        "jotguard.dpop.algorithms, jotguard.dpop-algorithms",
        "jotguard.dpop.mode, jotguard.dpop",
        "jotguard.resource.name, jotguard.resource-name",
        "jotguard.resource.url, jotguard.resource",
        "jotguard.required.claims, jotguard.required-claims",
        "jotguard.jwks.url, jotguard.jwks-uri",
        "jotguard.clock.skew, jotguard.clock-skew",
        "jotguard.authorities.claim, jotguard.authorities[0].claim",
        "jotguard.issuers[3].exclude, jotguard.exclude",
        "jotguard.issuers[0].require-scope, jotguard.require-scope",
        "jotguard.issuers[0].refresh.fresh-for, jotguard.refresh.fresh-for",
        "jotguard.issuers.issuer, jotguard.issuers[0].issuer",
        "jotguard.issuers.keycloak.issuer, jotguard.issuers[0].issuer",
        "jotguard.issuers.keycloak.issuer-uri, jotguard.issuers[0].issuer",
        "jotguard.issuers.shop.better-auth.url, jotguard.issuers[0].better-auth.origin",
        "jotguard.filter.exclude-paths, jotguard.exclude",
        "jotguard.filter.excludes[0], jotguard.exclude",
        "jotguard.public, jotguard.exclude",
        "jotguard.scopes, jotguard.require-scope",
        "jotguard.realm, jotguard.filter.realm",
        "jotguard.fresh-for, jotguard.refresh.fresh-for",
        "jotguard.origin, jotguard.better-auth.origin",
        "jotguard.preload, jotguard.startup",
        "jotguard.discovery, jotguard.issuer",
        "jotguard[filter.realm], jotguard.filter.realm"
    })
    void proposesThePropertyThatIsMeant(String unknown, String meant) {
        assertThat(SettingHints.of(ConfigurationPropertyName.of(unknown), names))
                .hasValueSatisfying(hint -> assertThat(hint).startsWith("Did you mean " + meant + "?"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "something-else",
                "xyz",
                "x[0]",
                "foo",
                "cache.enabled",
                "a",
                "ma",
                "filt",
                "issuers[0].foo",
                "jwt.decoder",
                "client-secret",
                "oauth2.client-secret",
                "issuers[0].client-secret",
                "better-auth.secret",
                "health.enabled"
            })
    void proposesNothingThatIsNotMeant(String unknown) {
        assertThat(SettingHints.of(ConfigurationPropertyName.of("jotguard." + unknown), names))
                .isEmpty();
    }

    @Test
    void proposesNothingForANumberBelowThePrefix() {
        assertThat(SettingHints.of(ConfigurationPropertyName.of("jotguard[0]"), names))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jotguard.principal-claim-name", "jotguard.issuers[0].principal-claim"})
    void namesWhatTakesThePlaceOfAPrincipalClaim(String unknown) {
        assertThat(SettingHints.of(ConfigurationPropertyName.of(unknown), names))
                .hasValueSatisfying(hint -> assertThat(hint).contains("sub claim", "CurrentUserResolver"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jotguard.issuers.keycloak", "jotguard.issuers.keycloak.issuer", "jotguard.issuers.issuer"})
    void saysThatEntriesHaveNumbers(String unknown) {
        assertThat(SettingHints.of(ConfigurationPropertyName.of(unknown), names))
                .hasValueSatisfying(hint -> assertThat(hint).contains("is a list", "jotguard.issuers[0].name"));
    }

    @Test
    void saysWhatHoldsForAllIssuers() {
        assertThat(SettingHints.of(ConfigurationPropertyName.of("jotguard.issuers[0].exclude"), names))
                .contains("Did you mean jotguard.exclude? It is set once, for all issuers.");
    }

    @Test
    void proposesOnlyNamesThatTakeAValue() {
        List<String> written = names.ofValues()
                .map(name -> names.written(name, ConfigurationPropertyName.EMPTY))
                .toList();

        assertThat(written)
                .contains("jotguard.issuer", "jotguard.issuers[0].issuer", "jotguard.audience", "jotguard.claims")
                .contains("jotguard.metrics.enabled", "jotguard.authorities[0].claim", "jotguard.refresh.fresh-for")
                .doesNotContain("jotguard", "jotguard.filter", "jotguard.refresh", "jotguard.issuers")
                .doesNotContain("jotguard.issuers[0]", "jotguard.audience[0]", "jotguard.better-auth")
                .doesNotContain("jotguard.authorities");
        assertThat(Stream.of("jotguard.issuer", "jotguard.issuers[9].claims.a.b", "jotguard.audience[7]")
                        .map(ConfigurationPropertyName::of))
                .allMatch(names::contains);
        assertThat(Stream.of(
                                "jotguard.issuers[0].exclude",
                                "jotguard.issuers.issuer",
                                "jotguard.issuer[0]",
                                "jotguard[0]")
                        .map(ConfigurationPropertyName::of))
                .noneMatch(names::contains);
    }

    /** Spring Boot binds a name in brackets as one element. */
    @Test
    void readsWhatIsInBracketsAsOneElement() {
        assertThat(Stream.of(
                                "jotguard[filter.realm]",
                                "jotguard[issuers.#.issuer]",
                                "jotguard.refresh[fresh-for.]",
                                "jotguard.issuers[#].issuer",
                                "jotguard.audience[#]")
                        .map(ConfigurationPropertyName::of))
                .noneMatch(names::contains);
    }
}
