package io.github.jotguard.benchmarks;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;

/** vertx-auth-jwt, which verifies in the calling thread. */
final class VertxPeer implements Contender, AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final JWTAuth auth;

    VertxPeer(Workload workload) {
        JWTAuthOptions options = new JWTAuthOptions()
                .setJWTOptions(new JWTOptions()
                        .setIssuer(Workload.ISSUER)
                        .addAudience(Workload.AUDIENCE)
                        .setAlgorithm(workload.alg()));
        JsonArray keys = new JsonObject(workload.jwkSet()).getJsonArray("keys");
        for (int i = 0; i < keys.size(); i++) {
            options.addJwk(keys.getJsonObject(i));
        }
        this.auth = JWTAuth.create(vertx, options);
    }

    @Override
    public Identity verify(String token) throws Exception {
        Future<User> user = auth.authenticate(new TokenCredentials(token));
        if (!user.succeeded()) {
            throw new IllegalArgumentException("rejected", user.cause());
        }
        JsonObject claims = user.result().attributes().getJsonObject("accessToken");
        return new Identity(claims.getString("sub"), claims.getString("email"));
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
