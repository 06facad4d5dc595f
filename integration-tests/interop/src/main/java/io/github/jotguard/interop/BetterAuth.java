package io.github.jotguard.interop;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Better Auth 1.7.5 with its plugins {@code jwt}, {@code bearer} and {@code mcp}, which includes the OAuth provider. Its
 * database is in memory.
 */
public final class BetterAuth implements Issuer {

    private static final AtomicInteger USERS = new AtomicInteger();

    private final Http http = Http.plain();
    private final int port = ServerProcess.freePort();
    private final Map<String, String> settings;
    private final ServerProcess process;

    /** A user who has signed up and in. */
    public record Session(String id, String token, List<String> cookies) {

        /** Returns the value of the header {@code Cookie}. */
        String cookie() {
            return String.join("; ", cookies);
        }

        /** Returns the value of a cookie, such as {@code better-auth.session_token}. */
        public String cookie(String name) {
            return cookies.stream()
                    .filter(each -> each.startsWith(name + "="))
                    .findFirst()
                    .map(each -> each.substring(name.length() + 1))
                    .orElseThrow();
        }
    }

    private BetterAuth(Map<String, String> given) {
        settings = new HashMap<>(given);
        settings.put("PORT", Integer.toString(port));
        process = NodeServer.start("better-auth.mjs", "better-auth", settings);
    }

    /** Starts a server that signs with EdDSA. */
    public static BetterAuth start() {
        return start(Map.of());
    }

    /**
     * Starts a server.
     *
     * @param settings of the program {@code better-auth.mjs}: {@code JWT_ALGORITHM} (EdDSA, ES256, ES512, PS256, RS256),
     *     {@code JWT_AUDIENCE}, {@code BASE_URL} (the address that the browser has, if it is another), {@code RESOURCE}
     *     (of the MCP plugin; the base URL and {@code /mcp} by default), {@code OTHER_RESOURCE}, {@code ACCESS_TOKEN_SECONDS},
     *     {@code SESSION_COOKIE} ({@code jwt} or {@code jwt-of-key-set})
     */
    public static BetterAuth start(Map<String, String> settings) {
        return new BetterAuth(settings);
    }

    @Override
    public String address() {
        return "http://127.0.0.1:" + port;
    }

    /** Returns the origin of the application: {@code iss} and {@code aud} of the {@code jwt} plugin's tokens. */
    public String origin() {
        return settings.getOrDefault("BASE_URL", address());
    }

    /** Returns {@code iss} of the tokens of the OAuth provider. */
    @Override
    public String issuer() {
        return origin() + "/api/auth";
    }

    @Override
    public String jwksUri() {
        return address() + "/api/auth/jwks";
    }

    /** Returns the resource of the MCP plugin: {@code aud} of tokens that are requested with it. */
    public String resource() {
        return settings.getOrDefault("RESOURCE", origin() + "/mcp");
    }

    String endpoint(String path) {
        return address() + "/api/auth" + path;
    }

    Http http() {
        return http;
    }

    /** Signs a new user up. */
    public Session signUp() {
        String name = "user" + USERS.incrementAndGet();
        Http.Reply reply = http.postJson(
                        endpoint("/sign-up/email"),
                        Map.of("name", name, "email", name + "@example.test", "password", "password-123"),
                        "Origin",
                        origin())
                .expect(200);
        return new Session(
                reply.json().path("user").path("id").asString(), reply.text("token"), new ArrayList<>(reply.cookies()));
    }

    /** Signs the user out: the session ends, and back-channel logout tokens are sent. */
    public void signOut(Session session) {
        http.postJson(endpoint("/sign-out"), Map.of(), "Cookie", session.cookie(), "Origin", origin())
                .expect(200);
    }

    /** Returns a token of the {@code jwt} plugin. */
    public String jwt(Session session) {
        return http.get(endpoint("/token"), "Cookie", session.cookie())
                .expect(200)
                .text("token");
    }

    /** Returns a token with these claims and those that the {@code jwt} plugin adds, from the server's own API. */
    public String sign(Map<String, Object> claims) {
        return http.postJson(address() + "/server/sign", claims).expect(200).text("token");
    }

    /** Ends the life of the keys. The next token is signed with a new one, and the old ones stay in the JWK Set. */
    public void rotateKeys() {
        http.postJson(address() + "/server/rotate", Map.of()).expect(200);
    }

    /** Ends the life and the grace period of the keys, so that they leave the JWK Set. */
    public void retireKeys() {
        http.postJson(address() + "/server/retire", Map.of()).expect(200);
    }

    /** Returns the number of keys in the JWK Set. */
    public int keys() {
        return http.get(jwksUri()).expect(200).json().path("keys").size();
    }

    /** Registers a client of the OAuth provider (RFC 7591), whose tokens are not bound. */
    public BetterAuthClient register() {
        return BetterAuthClient.register(this, false);
    }

    /** Registers a client whose tokens are bound to a key ({@code dpop_bound_access_tokens}, RFC 9449 §5.2). */
    public BetterAuthClient registerBound() {
        return BetterAuthClient.register(this, true);
    }

    /** Registers a client that gets logout tokens (OpenID Connect Back-Channel Logout 1.0 §2.2). */
    public BetterAuthClient register(BackChannel backChannel) {
        BetterAuthClient client = register();
        http.postJson(
                        address() + "/server/back-channel",
                        Map.of("clientId", client.id(), "address", backChannel.address()))
                .expect(200);
        return client;
    }

    /** Returns the token of a client that acts for itself, which an administrator makes with a scope of its own. */
    public Tokens service(Session administrator) {
        Http.Reply client = http.postJson(
                        address() + "/server/client",
                        Map.of(
                                "grant_types", List.of("client_credentials"),
                                "token_endpoint_auth_method", "client_secret_post",
                                "client_credentials_scopes", List.of("read")),
                        "Cookie",
                        administrator.cookie())
                .expect(200);
        return Tokens.of(http.postForm(
                endpoint("/oauth2/token"),
                Map.of(
                        "grant_type", "client_credentials",
                        "client_id", client.text("client_id"),
                        "client_secret", client.text("client_secret"),
                        "scope", "read",
                        "resource", resource())));
    }

    @Override
    public void close() {
        process.close();
    }
}
