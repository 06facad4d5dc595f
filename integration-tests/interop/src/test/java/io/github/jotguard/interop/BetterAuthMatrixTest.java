package io.github.jotguard.interop;

import io.github.jotguard.interop.BetterAuth.Session;
import io.github.jotguard.issuers.KnownIssuers;
import io.github.jotguard.jwks.RemoteJwkSet;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Better Auth 1.7.5, with the settings of its page. */
class BetterAuthMatrixTest extends Matrix {

    static final List<Row> ROWS = Row.parse("""
            user                       | jwt                                 | accepted
            user, tampered claims      | jwt                                 | bad_signature
            user, tampered signature   | jwt                                 | bad_signature
            user, unsecured            | jwt                                 | algorithm_not_allowed
            user, signed out           | jwt                                 | accepted
            user, expired              | jwt                                 | expired
            user, not yet valid        | jwt                                 | not_yet_valid
            user, other audience       | jwt                                 | wrong_audience
            user, other issuer         | jwt                                 | wrong_issuer
            user, no subject           | jwt                                 | missing_claim
            user, with nonce           | jwt                                 | claim_rejected
            user, before rotation      | jwt                                 | accepted
            user, after rotation       | jwt                                 | accepted
            user                       | jwt + audience = https://api.test   | wrong_audience
            user                       | jwt + algorithms = ES256            | algorithm_not_allowed
            user                       | jwt + requireType = true            | wrong_type
            user                       | jwt + requireClaims = roles         | missing_claim
            user                       | jwt + claims = emailVerified = true | claim_rejected
            user                       | oauth                               | wrong_issuer
            session token              | jwt                                 | malformed
            session cookie             | jwt                                 | malformed
            access                     | oauth                               | accepted
            access, refreshed          | oauth                               | accepted
            access, tampered claims    | oauth                               | bad_signature
            access, signed out         | oauth                               | accepted
            access, of another client  | oauth                               | accepted
            access                     | rfc9068                             | accepted
            access                     | jwt                                 | wrong_issuer
            access                     | oauth + audience = https://api.test | wrong_audience
            access                     | oauth + algorithms = RS256          | algorithm_not_allowed
            access, no resource        | oauth                               | malformed
            service                    | oauth                               | accepted
            service                    | jwt                                 | wrong_issuer
            refresh                    | oauth                               | malformed
            ID                         | oauth                               | wrong_type
            ID                         | jwt                                 | wrong_issuer
            ID                         | rfc9068                             | wrong_type
            logout                     | oauth                               | wrong_type
            logout                     | jwt                                 | wrong_issuer
            access, bound              | oauth                               | sender_constrained
            access, bound              | oauth + acceptBoundTokensWithoutProof = true | accepted
            access, bound              | oauth + dpop = accept               | sender_constrained
            access, bound, with proof  | oauth + dpop = accept               | accepted
            access, bound, with proof  | oauth + dpop = require              | accepted
            access, bound, with proof of another key | oauth + dpop = accept | sender_constrained
            access, with proof         | oauth + dpop = accept               | not_bound
            access                     | oauth + dpop = accept               | accepted
            user, of retired key       | retired                             | unknown_key
            user, of ES256             | ES256                               | accepted
            access, of ES256           | oauth ES256 + algorithms = ES256    | accepted
            access, of ES256           | oauth ES256                         | algorithm_not_allowed
            user, of ES512             | ES512                               | algorithm_not_allowed
            user, of ES512             | ES512 + algorithms = ES512          | accepted
            access, of ES512           | oauth ES512 + algorithms = ES512    | accepted
            user, of PS256             | PS256                               | algorithm_not_allowed
            user, of PS256             | PS256 + algorithms = PS256          | accepted
            access, of PS256           | oauth PS256 + algorithms = PS256    | accepted
            user, of RS256             | RS256                               | accepted
            access, of RS256           | oauth RS256 + algorithms = RS256    | accepted
            user, of RS256             | RS256 + algorithms = PS256          | algorithm_not_allowed
            user, of RS256             | jwt                                 | wrong_issuer
            session cache              | cookie                              | wrong_type
            session cache, HS256       | hs256 cookie                        | algorithm_not_allowed
            user, of front end         | front end                           | accepted
            access, of front end       | front end oauth                     | accepted
            user, of front end         | jwt                                 | wrong_issuer
            """);

    @Override
    List<Row> rows() {
        return ROWS;
    }

    @Override
    void prepare() {
        List<BetterAuth> servers = Launches.together(List.of(
                BetterAuth::start,
                BetterAuth::start,
                () -> BetterAuth.start(Map.of("SESSION_COOKIE", "jwt-of-key-set")),
                () -> BetterAuth.start(Map.of("SESSION_COOKIE", "jwt")),
                () -> BetterAuth.start(Map.of("BASE_URL", "https://app.front-end.test")),
                () -> BetterAuth.start(Map.of("JWT_ALGORITHM", "ES256")),
                () -> BetterAuth.start(Map.of("JWT_ALGORITHM", "ES512")),
                () -> BetterAuth.start(Map.of("JWT_ALGORITHM", "PS256")),
                () -> BetterAuth.start(Map.of("JWT_ALGORITHM", "RS256"))));
        servers.forEach(this::closing);
        addUserTokens(servers.get(0));
        addAccessTokens(servers.get(0));
        settings("jwt", BetterAuthSettings.jwt(servers.get(0)));
        settings("oauth", BetterAuthSettings.oauth(servers.get(0)));
        settings("rfc9068", BetterAuthSettings.rfc9068(servers.get(0)));
        addRetiredKey(servers.get(1));
        addSessionCookies(servers.get(2), servers.get(3));
        addFrontEnd(servers.get(4));
        addAlgorithm("ES256", servers.get(5));
        addAlgorithm("ES512", servers.get(6));
        addAlgorithm("PS256", servers.get(7));
        addAlgorithm("RS256", servers.get(8));
    }

    private void addUserTokens(BetterAuth server) {
        Session user = server.signUp();
        String token = server.jwt(user);
        token("user", token);
        token("user, tampered claims", Tampered.claims(token, user.id(), "somebody-else"));
        token("user, tampered signature", Tampered.signature(token));
        token("user, unsecured", Tampered.unsecured(token));
        long now = Instant.now().getEpochSecond();
        token("user, expired", server.sign(Map.of("sub", "u1", "iat", now - 7200, "exp", now - 3600)));
        token("user, not yet valid", server.sign(Map.of("sub", "u1", "nbf", now + 3600)));
        token("user, other audience", server.sign(Map.of("sub", "u1", "aud", "https://somebody-else.test")));
        token("user, other issuer", server.sign(Map.of("sub", "u1", "iss", server.origin() + "/")));
        token("user, no subject", server.sign(Map.of("name", "nobody")));
        token("user, with nonce", server.sign(Map.of("sub", "u1", "nonce", "n")));
        token("session token", user.token());
        token("session cookie", URLDecoder.decode(user.cookie("better-auth.session_token"), StandardCharsets.UTF_8));
        token("user, before rotation", server.jwt(user));
        server.rotateKeys();
        token("user, after rotation", server.jwt(user));
        token("user, signed out", server.jwt(user));
        server.signOut(user);
    }

    private void addAccessTokens(BetterAuth server) {
        Session user = server.signUp();
        BackChannel backChannel = closing(BackChannel.open());
        BetterAuthClient client = server.register(backChannel);
        Tokens tokens = client.tokens(user);
        token("access", tokens.access());
        token("access, tampered claims", Tampered.claims(tokens.access(), user.id(), "somebody-else"));
        token("ID", tokens.id());
        token("refresh", tokens.refresh());
        token("access, refreshed", client.refresh(tokens.refresh()).access());
        token("access, no resource", client.tokensWithoutResource(user).access());
        token("access, of another client", server.register().tokens(user).access());
        token("access, with proof", Credential.of(tokens.access(), ProofKey.create()));
        ProofKey key = ProofKey.create();
        boundToken("access, bound", server.registerBound().tokens(user, key).access(), key);
        token("service", server.service(user).access());
        token("access, signed out", client.tokens(user).access());
        server.signOut(user);
        token("logout", backChannel.awaitLogoutToken());
    }

    /** A token whose key has left the JWK Set before the first fetch. */
    private void addRetiredKey(BetterAuth server) {
        Session user = server.signUp();
        token("user, of retired key", server.jwt(user));
        server.retireKeys();
        server.jwt(user);
        settings("retired", BetterAuthSettings.jwt(server));
    }

    private void addAlgorithm(String algorithm, BetterAuth server) {
        Session user = server.signUp();
        token("user, of " + algorithm, server.jwt(user));
        token("access, of " + algorithm, server.register().tokens(user).access());
        settings(algorithm, BetterAuthSettings.jwt(server));
        settings("oauth " + algorithm, BetterAuthSettings.oauth(server));
    }

    private void addSessionCookies(BetterAuth ofKeySet, BetterAuth hs256) {
        token("session cache", ofKeySet.signUp().cookie("better-auth.session_data"));
        settings("cookie", BetterAuthSettings.jwt(ofKeySet));
        token("session cache, HS256", hs256.signUp().cookie("better-auth.session_data"));
        settings("hs256 cookie", BetterAuthSettings.jwt(hs256));
    }

    private void addFrontEnd(BetterAuth server) {
        Session user = server.signUp();
        token("user, of front end", server.jwt(user));
        token("access, of front end", server.register().tokens(user).access());
        PageSection page = PageSection.of(
                "better-auth",
                "In containers: keys from an internal address",
                Map.of("https://app.example.com", server.origin(), "http://auth:3000", server.address()));
        settings(
                "front end",
                new Settings(
                        () -> KnownIssuers.betterAuth(server.origin(), RemoteJwkSet.at(server.jwksUri())),
                        page.properties(),
                        Map.of(
                                "issuer", server.origin(),
                                "audience", server.origin(),
                                "jwksUri", server.jwksUri(),
                                "requireClaims", "sub")));
        settings("front end oauth", BetterAuthSettings.withInnerKeys(server));
    }
}
