package io.github.jotguard.interop;

import io.github.jotguard.interop.BetterAuth.Session;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A public client of Better Auth's OAuth provider, by authorization code with PKCE. */
public final class BetterAuthClient {

    private static final String REDIRECT = "http://127.0.0.1:1/callback";
    private static final String SCOPE = "openid offline_access read";

    private final BetterAuth server;
    private final String id;

    private BetterAuthClient(BetterAuth server, String id) {
        this.server = server;
        this.id = id;
    }

    static BetterAuthClient register(BetterAuth server, boolean isBound) {
        Map<String, Object> metadata = new HashMap<>();
        metadata.put("redirect_uris", List.of(REDIRECT));
        metadata.put("application_type", "native");
        metadata.put("token_endpoint_auth_method", "none");
        metadata.put("grant_types", List.of("authorization_code", "refresh_token"));
        metadata.put("dpop_bound_access_tokens", isBound);
        Http.Reply reply = server.http().postJson(server.endpoint("/oauth2/register"), metadata);
        if (reply.status() / 100 != 2) {
            reply.expect(201);
        }
        return new BetterAuthClient(server, reply.text("client_id"));
    }

    public String id() {
        return id;
    }

    /** Returns tokens for the resource of the server. */
    public Tokens tokens(Session user) {
        return tokens(user, Optional.of(server.resource()), Optional.empty());
    }

    /** Returns tokens for another resource that the server knows. */
    public Tokens tokens(Session user, String resource) {
        return tokens(user, Optional.of(resource), Optional.empty());
    }

    /** Returns tokens that are bound to a key. */
    public Tokens tokens(Session user, ProofKey key) {
        return tokens(user, Optional.of(server.resource()), Optional.of(key));
    }

    /** Returns tokens without a resource: the access token is opaque. */
    public Tokens tokensWithoutResource(Session user) {
        return tokens(user, Optional.empty(), Optional.empty());
    }

    private Tokens tokens(Session user, Optional<String> resource, Optional<ProofKey> key) {
        Pkce pkce = Pkce.create();
        Map<String, String> form = new LinkedHashMap<>(pkce.tokenRequest(code(user, pkce, resource), REDIRECT));
        resource.ifPresent(value -> form.put("resource", value));
        return token(form, key);
    }

    /** Returns new tokens for a refresh token. */
    public Tokens refresh(String refreshToken) {
        return token(
                new LinkedHashMap<>(Map.of(
                        "grant_type", "refresh_token", "refresh_token", refreshToken, "resource", server.resource())),
                Optional.empty());
    }

    private Tokens token(Map<String, String> form, Optional<ProofKey> key) {
        form.put("client_id", id);
        String address = server.endpoint("/oauth2/token");
        String[] headers = key.map(each -> new String[] {"DPoP", each.proof("POST", endpointByName())})
                .orElse(new String[0]);
        return Tokens.of(server.http().postForm(address, form, headers));
    }

    /** Returns the address that the proof names, which is the one that the client knows. */
    private String endpointByName() {
        return server.issuer() + "/oauth2/token";
    }

    private String code(Session user, Pkce pkce, Optional<String> resource) {
        Map<String, String> request = new LinkedHashMap<>(pkce.authorizationRequest(id, REDIRECT, SCOPE));
        resource.ifPresent(value -> request.put("resource", value));
        String location = server.http()
                .get(
                        server.endpoint("/oauth2/authorize?") + Http.form(request),
                        "Cookie",
                        user.cookie(),
                        "Accept",
                        "text/html")
                .expect(302)
                .header("location");
        String granted = location.startsWith(REDIRECT) ? location : consent(user, location);
        return Http.parameter(granted, "code");
    }

    /** Consents as the user does on the consent page, and returns the address that the browser goes to. */
    private String consent(Session user, String page) {
        String query = page.substring(page.indexOf('?') + 1);
        return server.http()
                .postJson(
                        server.endpoint("/oauth2/consent"),
                        Map.of("accept", true, "oauth_query", query),
                        "Cookie",
                        user.cookie(),
                        "Origin",
                        server.origin())
                .expect(200)
                .text("url");
    }
}
