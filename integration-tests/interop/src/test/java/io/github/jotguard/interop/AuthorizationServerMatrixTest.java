package io.github.jotguard.interop;

import io.github.jotguard.JwsAlgorithm;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.issuers.KnownIssuers;
import io.github.jotguard.jwks.RemoteJwkSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/** Spring Authorization Server 7.0.6, with the settings of its page. */
@Tag("full")
class AuthorizationServerMatrixTest extends Matrix {

    static final List<Row> ROWS = Row.parse("""
            user                       | page                              | accepted
            user, refreshed            | page                              | accepted
            user, tampered claims      | page                              | bad_signature
            user, tampered signature   | page                              | bad_signature
            user, unsecured            | page                              | algorithm_not_allowed
            user                       | page + audience = other           | wrong_audience
            user                       | page + algorithms = ES256         | algorithm_not_allowed
            user                       | page + requireType = true         | wrong_type
            user, of the client itself | page                              | wrong_audience
            user, of the client itself | page + audience = web-for-itself  | accepted
            service                    | page                              | accepted
            service, of the client itself | page                           | wrong_audience
            service, of the client itself | page + audience = service-for-itself | accepted
            service, RFC 9068          | page                              | accepted
            service, RFC 9068          | page + acceptTypes = at+jwt + requireType = true + requireClaims = client_id jti | accepted
            service                    | rfc9068                           | wrong_type
            service, RFC 9068          | rfc9068                           | accepted
            service, of ES256          | page                              | algorithm_not_allowed
            service, of ES256          | page + algorithms = ES256         | accepted
            service, of PS256          | page                              | algorithm_not_allowed
            service, of PS256          | page + algorithms = PS256         | accepted
            service, expired           | page                              | expired
            service, opaque            | page                              | malformed
            service, bound to key      | page                              | sender_constrained
            service, bound to key      | page + acceptBoundTokensWithoutProof = true | accepted
            service, bound to key      | page + dpop = accept              | sender_constrained
            service, bound to key, with proof | page + dpop = accept       | accepted
            service, bound to key, with proof | page + dpop = require      | accepted
            service, bound to key, with proof of another key | page + dpop = accept | sender_constrained
            service, bound to certificate | page                           | sender_constrained
            service, bound to certificate | page + acceptBoundTokensWithoutProof = true | accepted
            service, bound to certificate, with it | page                  | accepted
            service, bound to certificate, with another | page             | sender_constrained
            service, secret and certificate | page                         | accepted
            service, before rotation   | page                              | accepted
            service, after rotation    | page                              | accepted
            service, of retired key    | retired                           | unknown_key
            service, of front end      | front end                         | accepted
            service, of front end      | page                              | wrong_issuer
            refresh                    | page                              | malformed
            ID                         | page                              | wrong_audience
            ID                         | page + audience = web             | missing_claim
            ID                         | plain + audience = web            | accepted
            """);

    @Override
    List<Row> rows() {
        return ROWS;
    }

    @Override
    void prepare() {
        AuthorizationServer server = closing(AuthorizationServer.start());
        settings("page", page(server));
        settings("plain", plain(server));
        settings("rfc9068", rfc9068(server));
        addTokensOfUsers(server);
        addTokensOfServices(server);
        addRotation(server);
        addRetiredKey();
        addFrontEnd();
    }

    private void addTokensOfUsers(AuthorizationServer server) {
        Tokens tokens = server.signIn("web");
        token("user", tokens.access());
        token("user, tampered claims", Tampered.claims(tokens.access(), "alice", "mallory"));
        token("user, tampered signature", Tampered.signature(tokens.access()));
        token("user, unsecured", Tampered.unsecured(tokens.access()));
        token("ID", tokens.id());
        token("refresh", tokens.refresh());
        token("user, refreshed", server.refresh("web", tokens.refresh()).access());
        token("user, of the client itself", server.signIn("web-for-itself").access());
    }

    private void addTokensOfServices(AuthorizationServer server) {
        token("service", server.service("service").access());
        token(
                "service, of the client itself",
                server.service("service-for-itself").access());
        token("service, RFC 9068", server.service("service-rfc9068").access());
        token("service, of ES256", server.service("service-es256").access());
        token("service, of PS256", server.service("service-ps256").access());
        token("service, expired", server.service("service-late").access());
        token("service, opaque", server.service("service-opaque").access());
        ProofKey key = ProofKey.create();
        boundToken("service, bound to key", server.service("service", key).access(), key);
        boundToken(
                "service, bound to certificate", server.serviceWithCertificate().access(), server.clientCertificate());
        token(
                "service, secret and certificate",
                server.serviceWithSecretAndCertificate().access());
    }

    private void addRotation(AuthorizationServer server) {
        token("service, before rotation", server.service("service").access());
        server.rotateKeys();
        token("service, after rotation", server.service("service").access());
    }

    private void addRetiredKey() {
        AuthorizationServer server = closing(AuthorizationServer.start());
        token("service, of retired key", server.service("service").access());
        server.rotateKeys();
        server.retireKeys();
        settings("retired", page(server));
    }

    private void addFrontEnd() {
        AuthorizationServer server = closing(AuthorizationServer.startBehind("https://id.front-end.test"));
        token("service, of front end", server.service("service").access());
        settings("front end", page(server).withKeys(server.jwksUri()));
    }

    private static Settings page(AuthorizationServer server) {
        PageSection page =
                PageSection.of("spring-authorization-server", "", Map.of("https://id.example.com", server.issuer()));
        return Settings.of(page, () -> TrustedIssuer.builder(server.issuer(), RemoteJwkSet.at(server.jwksUri()))
                .audience("cases-api")
                .algorithms(JwsAlgorithm.RS256)
                .requireClaims("sub", "scope"));
    }

    private static Settings rfc9068(AuthorizationServer server) {
        Settings said =
                page(server).with("acceptTypes = at+jwt + requireType = true + requireClaims = sub client_id jti");
        return new Settings(
                () -> KnownIssuers.rfc9068AccessTokens(server.issuer(), RemoteJwkSet.at(server.jwksUri()))
                        .audience("cases-api")
                        .asDefaults(),
                said.properties(),
                said.initParams());
    }

    /** The least that an issuer needs, to show what the rest of the page is for. */
    private static Settings plain(AuthorizationServer server) {
        return new Settings(
                () -> TrustedIssuer.builder(server.issuer(), RemoteJwkSet.at(server.jwksUri()))
                        .audience("cases-api")
                        .asDefaults(),
                Map.of("jotguard.issuer", server.issuer(), "jotguard.audience", "cases-api"),
                Map.of("issuer", server.issuer(), "jwksUri", server.jwksUri(), "audience", "cases-api"));
    }
}
