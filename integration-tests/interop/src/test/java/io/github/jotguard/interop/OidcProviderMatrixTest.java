package io.github.jotguard.interop;

import io.github.jotguard.JwsAlgorithm;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.issuers.KnownIssuers;
import io.github.jotguard.jwks.RemoteJwkSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/** oidc-provider 9.13.3, with the settings of its page. */
@Tag("full")
class OidcProviderMatrixTest extends Matrix {

    private static final String API = OidcProvider.API;

    static final List<Row> ROWS = Row.parse("""
            user                        | page                                       | accepted
            user, refreshed             | page                                       | accepted
            user, tampered claims       | page                                       | bad_signature
            user, tampered signature    | page                                       | bad_signature
            user, unsecured             | page                                       | algorithm_not_allowed
            user, expired               | page                                       | expired
            user                        | page + audience = https://other.test       | wrong_audience
            user                        | page + algorithms = ES256                  | algorithm_not_allowed
            user                        | plain                                      | accepted
            service                     | page                                       | accepted
            service, of ES256           | page + audience = https://api.example.com/ES256 | algorithm_not_allowed
            service, of ES256           | page + audience = https://api.example.com/ES256 + algorithms = ES256 | accepted
            service, of PS256           | page + audience = https://api.example.com/PS256 + algorithms = PS256 | accepted
            service, of PS256           | page                                       | algorithm_not_allowed
            service, of Ed25519         | page + audience = https://api.example.com/Ed25519 + algorithms = EdDSA | accepted
            service, of Ed25519         | page + audience = https://api.example.com/Ed25519 + algorithms = RS256 | algorithm_not_allowed
            service, other audience     | page                                       | wrong_audience
            service, opaque             | page                                       | malformed
            service, bound to key       | page                                       | sender_constrained
            service, bound to key       | page + acceptBoundTokensWithoutProof = true | accepted
            service, bound to key       | page + dpop = accept                       | sender_constrained
            service, bound to key, with proof | page + dpop = accept                 | accepted
            service, bound to key, with proof | page + dpop = require                | accepted
            service, bound to key, with proof of another key | page + dpop = accept  | sender_constrained
            service, bound to certificate | page                                     | sender_constrained
            service, bound to certificate | page + acceptBoundTokensWithoutProof = true | accepted
            service, bound to certificate, with it | page                            | accepted
            service, bound to certificate, with another | page                       | sender_constrained
            service, before rotation    | page                                       | accepted
            service, after rotation     | page                                       | accepted
            service, of retired key     | retired                                    | unknown_key
            service, of front end       | front end                                  | accepted
            service, of front end       | page                                       | wrong_issuer
            service, no resource        | page                                       | malformed
            refresh                     | page                                       | malformed
            ID                          | page                                       | wrong_type
            ID                          | plain                                      | wrong_audience
            ID                          | plain + audience = web                     | accepted
            ID                          | page + audience = web                      | wrong_type
            logout                      | page                                       | wrong_type
            logout                      | plain + audience = web                     | wrong_type
            introspection response      | page                                       | wrong_type
            introspection response      | plain + audience = web                     | wrong_type
            """);

    @Override
    List<Row> rows() {
        return ROWS;
    }

    @Override
    void prepare() {
        OidcProvider server = closing(OidcProvider.start());
        settings("page", page(server));
        settings("plain", plain(server));
        addTokensOfUsers(server);
        addTokensOfServices(server);
        addBoundTokens(server);
        addRotation(server);
        addRetiredKey();
        addFrontEnd();
    }

    private void addTokensOfUsers(OidcProvider server) {
        Tokens tokens = server.signIn("alice", API);
        token("user", tokens.access());
        token("user, tampered claims", Tampered.claims(tokens.access(), "alice", "mallory"));
        token("user, tampered signature", Tampered.signature(tokens.access()));
        token("user, unsecured", Tampered.unsecured(tokens.access()));
        token("ID", tokens.id());
        token("refresh", tokens.refresh());
        token("user, refreshed", server.refresh(tokens.refresh(), API).access());
        token("logout", server.logoutToken("bob"));
        server.setSlow(true);
        token("user, expired", server.service(API).access());
        server.setSlow(false);
    }

    private void addTokensOfServices(OidcProvider server) {
        token("service", server.service(API).access());
        for (String algorithm : List.of("ES256", "PS256", "Ed25519")) {
            token(
                    "service, of " + algorithm,
                    server.service(API + "/" + algorithm).access());
        }
        token(
                "service, other audience",
                server.service("https://other.example.com").access());
        String opaque = server.service(API + "/opaque").access();
        token("service, opaque", opaque);
        token("service, no resource", server.serviceWithoutResource().access());
        token("introspection response", server.introspectionResponse(opaque));
    }

    private void addBoundTokens(OidcProvider server) {
        ProofKey key = ProofKey.create();
        boundToken("service, bound to key", server.service(API, key).access(), key);
        ScratchDirectory directory = closing(ScratchDirectory.create("certificates"));
        ClientCertificate certificate = ClientCertificate.create(directory, "client");
        boundToken(
                "service, bound to certificate",
                server.service(API, certificate).access(),
                certificate);
    }

    private void addRotation(OidcProvider server) {
        token("service, before rotation", server.service(API).access());
        server.rotateKeys();
        token("service, after rotation", server.service(API).access());
    }

    private void addRetiredKey() {
        OidcProvider server = closing(OidcProvider.start());
        token("service, of retired key", server.service(API).access());
        server.rotateKeys();
        server.retireKeys();
        settings("retired", page(server));
    }

    private void addFrontEnd() {
        OidcProvider server = closing(OidcProvider.startBehind("https://id.front-end.test"));
        token("service, of front end", server.service(API).access());
        settings("front end", page(server).withKeys(server.jwksUri()));
    }

    private static Settings page(OidcProvider server) {
        return Settings.of(section(server), () -> KnownIssuers.rfc9068AccessTokens(
                        server.issuer(), RemoteJwkSet.at(server.jwksUri()))
                .audience(API)
                .algorithms(JwsAlgorithm.RS256));
    }

    /** The least that an issuer needs, to show what the rest of the page is for. */
    private static Settings plain(OidcProvider server) {
        return new Settings(
                () -> TrustedIssuer.builder(server.issuer(), RemoteJwkSet.at(server.jwksUri()))
                        .audience(API)
                        .asDefaults(),
                Map.of("jotguard.issuer", server.issuer(), "jotguard.audience", API),
                Map.of("issuer", server.issuer(), "jwksUri", server.jwksUri(), "audience", API));
    }

    private static PageSection section(OidcProvider server) {
        return PageSection.of("oidc-provider", "", Map.of("https://id.example.com", server.issuer()));
    }
}
