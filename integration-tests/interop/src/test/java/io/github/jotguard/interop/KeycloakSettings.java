package io.github.jotguard.interop;

import io.github.jotguard.ClaimRule;
import io.github.jotguard.JwsAlgorithm;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.issuers.KnownIssuers;
import io.github.jotguard.jwks.RemoteJwkSet;
import java.util.Map;

/** The settings of Keycloak's page, and others that show what it is for. */
final class KeycloakSettings {

    private KeycloakSettings() {}

    /** The settings of the page's YAML and XML, which are narrower than the preset. */
    static Settings page(KeycloakRealm realm) {
        return Settings.of(section(realm), () -> TrustedIssuer.builder(realm.issuer(), RemoteJwkSet.at(realm.jwksUri()))
                .audience(KeycloakRealm.API)
                .algorithms(JwsAlgorithm.RS256)
                .rule(ClaimRule.claimMatches("typ", "Bearer", "DPoP")));
    }

    /** The preset, and settings that say the same. */
    static Settings preset(KeycloakRealm realm) {
        Settings said = page(realm).with("algorithms = EdDSA ES256 RS256 + claims = typ = Bearer DPoP bearer dpop");
        return new Settings(
                () -> KnownIssuers.keycloak(realm.issuer())
                        .audience(KeycloakRealm.API)
                        .asDefaults(),
                said.properties(),
                said.initParams());
    }

    static Settings rfc9068(KeycloakRealm realm) {
        Settings said =
                page(realm).with("acceptTypes = at+jwt + requireType = true + requireClaims = sub client_id jti");
        return new Settings(
                () -> KnownIssuers.rfc9068AccessTokens(realm.issuer(), RemoteJwkSet.at(realm.jwksUri()))
                        .audience(KeycloakRealm.API)
                        .asDefaults(),
                said.properties(),
                said.initParams());
    }

    /** The least that an issuer needs, to show what the rest of the page is for. */
    static Settings plain(KeycloakRealm realm) {
        return new Settings(
                () -> TrustedIssuer.builder(realm.issuer(), RemoteJwkSet.at(realm.jwksUri()))
                        .audience(KeycloakRealm.API)
                        .asDefaults(),
                Map.of("jotguard.issuer", realm.issuer(), "jotguard.audience", KeycloakRealm.API),
                Map.of("issuer", realm.issuer(), "jwksUri", realm.jwksUri(), "audience", KeycloakRealm.API));
    }

    private static PageSection section(KeycloakRealm realm) {
        return PageSection.of("keycloak", "", Map.of("https://id.example.com/realms/main", realm.issuer()));
    }
}
