package io.github.jotguard.interop;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/** Keycloak 26.7.3, with the settings of its page. */
@Tag("full")
class KeycloakMatrixTest extends Matrix {

    private static final String ALGORITHM = "access.token.signed.response.alg";

    static final List<Row> ROWS = Row.parse("""
            user                       | page                              | accepted
            user                       | preset                            | accepted
            user                       | plain                             | accepted
            user, refreshed            | page                              | accepted
            user, signed out           | page                              | accepted
            user, tampered claims      | page                              | bad_signature
            user, tampered signature   | page                              | bad_signature
            user, unsecured            | page                              | algorithm_not_allowed
            user, expired              | page + clockSkew = 0              | expired
            user                       | page + audience = other           | wrong_audience
            user                       | page + algorithms = ES256         | algorithm_not_allowed
            user                       | page + requireClaims = client_id  | missing_claim
            user                       | page + acceptTypes = at+jwt       | wrong_type
            user, no audience mapper   | page                              | wrong_audience
            user, no audience mapper   | page + audience = account         | accepted
            user, no audience mapper   | page + audience = web-without-audience | wrong_audience
            user, of another realm     | page                              | wrong_issuer
            user, of another client    | page                              | accepted
            user, of ES256             | page                              | algorithm_not_allowed
            user, of ES256             | preset                            | accepted
            user, of EdDSA             | page                              | algorithm_not_allowed
            user, of EdDSA             | preset                            | accepted
            user, of PS256             | preset                            | algorithm_not_allowed
            user, of PS256             | page + algorithms = PS256         | accepted
            user, RFC 9068             | page                              | accepted
            user, RFC 9068             | page + acceptTypes = at+jwt + requireType = true | accepted
            user, RFC 9068             | page + requireClaims = client_id  | missing_claim
            user, RFC 9068             | rfc9068                           | missing_claim
            user, lower-case type      | page                              | claim_rejected
            user, lower-case type      | preset                            | accepted
            user, lightweight          | page                              | missing_claim
            admin-cli                  | page                              | missing_claim
            administrator              | page                              | wrong_issuer
            user, bound to key         | page                              | sender_constrained
            user, bound to key         | page + acceptBoundTokensWithoutProof = true | accepted
            user, bound to key         | page + claims = typ = Bearer + acceptBoundTokensWithoutProof = true | claim_rejected
            user, bound to key         | page + dpop = accept              | sender_constrained
            user, bound to key, with proof | page + dpop = accept          | accepted
            user, bound to key, with proof | preset + dpop = require       | accepted
            user, bound to key, with proof of another key | page + dpop = accept | sender_constrained
            service                    | page                              | accepted
            service, of ES256          | preset                            | accepted
            service, at the TLS port   | page                              | wrong_issuer
            service, bound to certificate | front end                      | sender_constrained
            service, bound to certificate | front end + acceptBoundTokensWithoutProof = true | accepted
            service, bound to certificate, with it | front end            | accepted
            service, bound to certificate, with another | front end       | sender_constrained
            exchanged                  | page                              | accepted
            before rotation            | page                              | accepted
            after rotation             | page                              | accepted
            of retired key             | retired                           | unknown_key
            ID                         | page                              | wrong_audience
            ID                         | page + audience = web             | claim_rejected
            ID                         | preset + audience = web           | claim_rejected
            ID                         | plain + audience = web            | accepted
            refresh                    | page                              | algorithm_not_allowed
            offline                    | page                              | algorithm_not_allowed
            logout                     | page                              | wrong_type
            logout                     | page + audience = back-channel    | wrong_type
            user info                  | page                              | missing_claim
            user info                  | plain + audience = user-info      | missing_claim
            of realm's front end       | realm's front end                 | accepted
            of realm's front end       | page                              | wrong_issuer
            of front end               | front end                         | accepted
            of front end               | page                              | wrong_issuer
            """);

    @Override
    List<Row> rows() {
        return ROWS;
    }

    @Override
    void prepare() {
        Keycloak server = closing(Keycloak.start());
        KeycloakRealm realm = server.realm("main");
        settings("page", KeycloakSettings.page(realm));
        settings("preset", KeycloakSettings.preset(realm));
        settings("plain", KeycloakSettings.plain(realm));
        settings("rfc9068", KeycloakSettings.rfc9068(realm));
        addTokensOfUsers(realm);
        addKindsOfTokens(realm);
        addTokensOfServices(realm);
        addLogoutToken(realm);
        token("administrator", server.adminToken());
        token(
                "user, of another realm",
                server.realm("other").web("web", Map.of()).signIn("openid").access());
        addRotation(realm);
        addRetiredKey(server);
        KeycloakRealm behind = server.realm("behind", "https://id.front-end.test");
        token(
                "of realm's front end",
                behind.service("service", Map.of()).ofService().access());
        settings("realm's front end", KeycloakSettings.page(behind).withKeys(behind.jwksUri()));
        addFrontEnd();
    }

    private void addTokensOfUsers(KeycloakRealm realm) {
        KeycloakClient web = realm.web("web", Map.of());
        Tokens tokens = web.signIn("openid");
        token("user", tokens.access());
        token("user, tampered claims", Tampered.claims(tokens.access(), "alice@", "mallory@"));
        token("user, tampered signature", Tampered.signature(tokens.access()));
        token("user, unsecured", Tampered.unsecured(tokens.access()));
        token("ID", tokens.id());
        token("refresh", tokens.refresh());
        token("user, refreshed", web.refresh(tokens.refresh()).access());
        token("offline", web.signIn("openid offline_access").refresh());
        Tokens ended = web.signIn("openid");
        web.signOut(ended.refresh());
        token("user, signed out", ended.access());
        token(
                "user, of another client",
                realm.web("mobile", Map.of()).signIn("openid").access());
        token(
                "user, no audience mapper",
                realm.webWithoutAudience("web-without-audience")
                        .signIn("openid")
                        .access());
    }

    private void addKindsOfTokens(KeycloakRealm realm) {
        for (String algorithm : List.of("ES256", "EdDSA", "PS256")) {
            token("user, of " + algorithm, access(realm, "web-" + algorithm, ALGORITHM, algorithm));
        }
        token("user, RFC 9068", access(realm, "web-rfc9068", "access.token.header.type.rfc9068", "true"));
        token("user, lower-case type", access(realm, "web-lower", "token.response.type.bearer.lower-case", "true"));
        token("user, lightweight", access(realm, "web-light", "client.use.lightweight.access.token.enabled", "true"));
        token("admin-cli", realm.adminCliToken());
        token("user, expired", Expiry.awaited(access(realm, "web-short", "access.token.lifespan", "1")));
        KeycloakClient bound = realm.web("web-bound", Map.of("dpop.bound.access.tokens", "true"));
        ProofKey key = ProofKey.create();
        boundToken("user, bound to key", bound.signIn("openid", key).access(), key);
        KeycloakClient signed = realm.web("user-info", Map.of("user.info.response.signature.alg", "RS256"));
        token("user info", signed.userInfo(signed.signIn("openid").access()));
    }

    private static String access(KeycloakRealm realm, String client, String attribute, String value) {
        return realm.web(client, Map.of(attribute, value)).signIn("openid").access();
    }

    private void addTokensOfServices(KeycloakRealm realm) {
        token("service", realm.service("service", Map.of()).ofService().access());
        token(
                "service, of ES256",
                realm.service("service-es256", Map.of(ALGORITHM, "ES256"))
                        .ofService()
                        .access());
        token("service, at the TLS port", ofCertificate(realm));
        KeycloakClient exchanger = realm.service(KeycloakRealm.API, Map.of("standard.token.exchange.enabled", "true"));
        token(
                "exchanged",
                exchanger
                        .exchange(realm.web("web-of-exchange", Map.of())
                                .signIn("openid")
                                .access())
                        .access());
    }

    /** Without a fixed host name, {@code iss} follows the port that the client called. */
    private static String ofCertificate(KeycloakRealm realm) {
        return realm.service("service-tls", Map.of("tls.client.certificate.bound.access.tokens", "true"))
                .ofServiceWithCertificate()
                .access();
    }

    private void addLogoutToken(KeycloakRealm realm) {
        BackChannel backChannel = closing(BackChannel.open());
        KeycloakClient client = realm.web(
                "back-channel",
                Map.of("backchannel.logout.url", backChannel.address(), "backchannel.logout.session.required", "true"));
        client.signOut(client.signIn("openid").refresh());
        token("logout", backChannel.awaitLogoutToken());
    }

    private void addRotation(KeycloakRealm realm) {
        KeycloakClient service = realm.service("service-of-rotation", Map.of());
        token("before rotation", service.ofService().access());
        realm.rotateKeys();
        token("after rotation", service.ofService().access());
    }

    private void addRetiredKey(Keycloak server) {
        KeycloakRealm realm = server.realm("retired");
        token("of retired key", realm.service("service", Map.of()).ofService().access());
        realm.rotateKeys();
        realm.retireFirstKey();
        settings("retired", KeycloakSettings.page(realm));
    }

    private void addFrontEnd() {
        Keycloak server = closing(Keycloak.startBehind("https://id.hostname.test"));
        KeycloakRealm realm = server.realm("main");
        token("of front end", realm.service("service", Map.of()).ofService().access());
        boundToken("service, bound to certificate", ofCertificate(realm), server.clientCertificate());
        settings("front end", KeycloakSettings.page(realm).withKeys(realm.jwksUri()));
    }
}
