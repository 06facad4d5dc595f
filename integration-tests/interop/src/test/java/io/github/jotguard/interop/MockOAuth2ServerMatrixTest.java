package io.github.jotguard.interop;

import io.github.jotguard.JwsAlgorithm;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.jwks.RemoteJwkSet;
import java.util.List;
import java.util.Map;

/** mock-oauth2-server 3.0.1, with the settings of its page. */
class MockOAuth2ServerMatrixTest extends Matrix {

    /** The effect of the scope of a request on its token. */
    private static final String SETTINGS = """
            {"interactiveLogin": false, "httpServer": "NettyWrapper",
             "tokenProvider": {"keyProvider": {"algorithm": "%s"}},
             "tokenCallbacks": [{"issuerId": "default", "tokenExpiry": 3600, "requestMappings": [
               {"requestParam": "scope", "match": "user", "claims": {"sub": "u1", "aud": ["cases-api", "other"]}},
               {"requestParam": "scope", "match": "rfc9068", "typeHeader": "at+jwt",
                "claims": {"sub": "u1", "aud": "cases-api", "client_id": "web"}},
               {"requestParam": "scope", "match": "logout", "typeHeader": "logout+jwt", "claims": {"sub": "u1", "aud": "cases-api"}},
               {"requestParam": "scope", "match": "expired", "claims": {"sub": "u1", "aud": "cases-api", "exp": 1700000000}},
               {"requestParam": "scope", "match": "future", "claims": {"sub": "u1", "aud": "cases-api", "nbf": 4000000000}},
               {"requestParam": "scope", "match": "bound", "claims": {"sub": "u1", "aud": "cases-api", "cnf": {"jkt": "x"}}},
               {"requestParam": "scope", "match": "somebody-else", "claims": {"sub": "u1", "aud": "somebody-else"}},
               {"requestParam": "audience", "match": "cases-api", "claims": {"sub": "u1", "aud": "cases-api"}},
               {"requestParam": "scope", "match": "nobody", "claims": {"aud": "cases-api"}},
               {"requestParam": "client_id", "match": "web", "claims": {"sub": "u1"}}]}]}
            """;

    static final List<Row> ROWS = Row.parse("""
            service                    | page                              | accepted
            service, no audience       | page                              | missing_claim
            service, other audience    | page                              | wrong_audience
            service, other issuer      | page                              | wrong_issuer
            service, tampered          | page                              | bad_signature
            service, unsecured         | page                              | algorithm_not_allowed
            user                       | page                              | accepted
            user                       | page + algorithms = ES256         | algorithm_not_allowed
            user                       | page + audience = other           | accepted
            user                       | page + audience = somebody-else   | wrong_audience
            user                       | page + requireClaims = client_id  | missing_claim
            user                       | page + acceptTypes = at+jwt       | wrong_type
            no subject                 | page                              | missing_claim
            expired                    | page                              | expired
            not yet valid              | page                              | not_yet_valid
            bound                      | page                              | sender_constrained
            logout                     | page                              | wrong_type
            RFC 9068                   | page                              | accepted
            RFC 9068                   | page + acceptTypes = at+jwt + requireType = true | accepted
            authorization code         | page + audience = openid          | missing_claim
            ID                         | page                              | wrong_audience
            ID                         | page + audience = web             | accepted
            refresh                    | page                              | algorithm_not_allowed
            exchanged                  | page                              | accepted
            before restart             | page                              | bad_signature
            plain                      | plain                             | accepted
            plain, of two scopes       | plain                             | accepted
            plain, of openid           | plain                             | missing_claim
            plain, of another name     | plain                             | wrong_issuer
            plain, forged              | plain                             | accepted
            plain                      | page                              | wrong_issuer
            user, of ES256             | ES256 + algorithms = ES256        | accepted
            user, of ES256             | ES256                             | algorithm_not_allowed
            user, of PS256             | PS256 + algorithms = PS256        | accepted
            """);

    @Override
    List<Row> rows() {
        return ROWS;
    }

    @Override
    void prepare() throws Exception {
        List<MockOAuth2Server> servers = Launches.together(List.of(
                () -> MockOAuth2Server.start(SETTINGS.formatted("RS256")),
                MockOAuth2Server::start,
                () -> MockOAuth2Server.start(SETTINGS.formatted("ES256")),
                () -> MockOAuth2Server.start(SETTINGS.formatted("PS256"))));
        servers.forEach(this::closing);
        MockOAuth2Server server = servers.get(0);
        settings("page", page(server));
        token("before restart", of(server, "user"));
        server.restart();
        addTokensOfServices(server);
        addTokensOfUsers(server);
        addPlainTokens(servers.get(1));
        addAlgorithm("ES256", servers.get(2));
        addAlgorithm("PS256", servers.get(3));
    }

    private void addAlgorithm(String algorithm, MockOAuth2Server server) {
        token("user, of " + algorithm, of(server, "user"));
        settings(algorithm, page(server));
    }

    /** Without settings: the scope is the audience, and the keys are those of the published jar. */
    private void addPlainTokens(MockOAuth2Server server) throws Exception {
        settings("plain", page(server));
        token("plain", of(server, "cases-api"));
        token("plain, of two scopes", of(server, "openid other cases-api"));
        token("plain, of openid", of(server, "openid"));
        String sameServer = server.issuer().replace("127.0.0.1", "localhost");
        token(
                "plain, of another name",
                server.clientCredentials(sameServer, "cases-api").access());
        token("plain, forged", PublishedKey.forge(server.issuer(), "cases-api"));
    }

    private void addTokensOfServices(MockOAuth2Server server) {
        String token = of(server, "user");
        token("service", token);
        token("service, no audience", of(server, "openid"));
        token("service, other audience", of(server, "somebody-else"));
        token(
                "service, other issuer",
                server.clientCredentials(server.issuer("other"), "cases-api").access());
        token("service, tampered", Tampered.claims(token, "u1", "u2"));
        token("service, unsecured", Tampered.unsecured(token));
        token("no subject", of(server, "nobody"));
        token("expired", of(server, "expired"));
        token("not yet valid", of(server, "future"));
        token("bound", of(server, "bound"));
        token("logout", of(server, "logout"));
        token("RFC 9068", of(server, "rfc9068"));
    }

    private void addTokensOfUsers(MockOAuth2Server server) {
        Tokens tokens = server.authorizationCode("openid");
        token("user", of(server, "user"));
        token("authorization code", tokens.access());
        token("ID", tokens.id());
        token("refresh", tokens.refresh());
        token("exchanged", server.exchange(tokens.access(), "cases-api").access());
    }

    private static String of(MockOAuth2Server server, String scope) {
        return server.clientCredentials(server.issuer(), scope).access();
    }

    private static Settings page(MockOAuth2Server server) {
        return Settings.of(
                PageSection.of("mock-oauth2-server", "", Map.of("http://localhost:8080/default", server.issuer())),
                () -> TrustedIssuer.builder(server.issuer(), RemoteJwkSet.at(server.jwksUri()))
                        .audience("cases-api")
                        .algorithms(JwsAlgorithm.RS256)
                        .requireClaims("sub"));
    }
}
