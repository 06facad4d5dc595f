package io.github.jotguard.interop;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The Node library oidc-provider 9.13.3 with its development pages; its store is in memory. */
public final class OidcProvider implements Issuer {

    /** The resource whose tokens are JWTs with RS256. Below it are {@code /ES256}, {@code /PS256}, {@code /Ed25519} and {@code /opaque}. */
    public static final String API = "https://api.example.com";

    public static final String WEB = "web";
    private static final String SECRET = "secret-secret";
    private static final String REDIRECT = "http://127.0.0.1:1/callback";

    private final Http http = Http.plain();
    private final int port = ServerProcess.freePort();
    private final BackChannel backChannel = BackChannel.open();
    private final Optional<String> frontEnd;
    private final ServerProcess process;

    private OidcProvider(Optional<String> frontEnd) {
        this.frontEnd = frontEnd;
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PORT", Integer.toString(port));
        environment.put("REDIRECT", REDIRECT);
        environment.put("BACK_CHANNEL", backChannel.address());
        frontEnd.ifPresent(issuer -> environment.put("ISSUER", issuer));
        process = launch(environment);
    }

    private ServerProcess launch(Map<String, String> environment) {
        try {
            return NodeServer.start("oidc-provider.mjs", "oidc-provider", environment);
        } catch (RuntimeException notStarted) {
            backChannel.close();
            throw notStarted;
        }
    }

    public static OidcProvider start() {
        return new OidcProvider(Optional.empty());
    }

    /** Starts a server whose issuer is another address than the one it listens at. */
    public static OidcProvider startBehind(String issuer) {
        return new OidcProvider(Optional.of(issuer));
    }

    @Override
    public String address() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public String issuer() {
        return frontEnd.orElse(address());
    }

    @Override
    public String jwksUri() {
        return address() + "/jwks";
    }

    /** Returns the token of a client that acts for itself, for a resource. */
    public Tokens service(String resource) {
        return service("service", resource);
    }

    /** Returns the token of a client that asks for no resource. */
    public Tokens serviceWithoutResource() {
        return token("service", Map.of("grant_type", "client_credentials", "scope", "read"));
    }

    /** Returns a token that is bound to a key (RFC 9449). */
    public Tokens service(String resource, ProofKey key) {
        return service("service-with-key", resource, "DPoP", key.proof("POST", issuer() + "/token"));
    }

    /** Returns a token that is bound to a certificate (RFC 8705). */
    Tokens service(String resource, ClientCertificate certificate) {
        return service("service-with-certificate", resource, "X-Client-Certificate", certificate.forHeader());
    }

    private Tokens service(String client, String resource, String... headers) {
        return token(
                client, Map.of("grant_type", "client_credentials", "resource", resource, "scope", "read"), headers);
    }

    /** Returns the tokens of a user who signs in and consents: code with PKCE. */
    public Tokens signIn(String user, String resource) {
        return signIn(new Browser(Map.of("login", user, "password", "password")), resource);
    }

    private Tokens signIn(Browser browser, String resource) {
        Pkce pkce = Pkce.create();
        String code = code(browser, pkce, Map.of("resource", resource));
        Map<String, String> grant = new LinkedHashMap<>(pkce.tokenRequest(code, REDIRECT));
        grant.put("resource", resource);
        return token(WEB, grant);
    }

    private String code(Browser browser, Pkce pkce, Map<String, String> more) {
        Map<String, String> request =
                new LinkedHashMap<>(pkce.authorizationRequest(WEB, REDIRECT, "openid offline_access read"));
        request.put("prompt", "consent");
        request.putAll(more);
        return Http.parameter(browser.goUntil(REDIRECT, address() + "/auth?" + Http.form(request)), "code");
    }

    /** Returns an opaque token of a user for the UserInfo endpoint. */
    public String userInfoToken() {
        return userInfoToken(new String[0]);
    }

    /**
     * Returns an opaque token of a user for the UserInfo endpoint, which is bound to a key.
     *
     * @param proof makes a proof for the address of the token endpoint
     */
    public String userInfoToken(UnaryOperator<String> proof) {
        return userInfoToken("DPoP", proof.apply(issuer() + "/token"));
    }

    private String userInfoToken(String... headers) {
        Pkce pkce = Pkce.create();
        Browser browser = new Browser(Map.of("login", "alice", "password", "password"));
        String code = code(browser, pkce, Map.of());
        return token(WEB, pkce.tokenRequest(code, REDIRECT), headers).access();
    }

    /** Returns new tokens for a refresh token. */
    public Tokens refresh(String refreshToken, String resource) {
        return token(WEB, Map.of("grant_type", "refresh_token", "refresh_token", refreshToken, "resource", resource));
    }

    /** Signs a user in and out, and returns the logout token that the client gets. */
    public String logoutToken(String user) {
        Browser browser = new Browser(Map.of("login", user, "password", "password"));
        String hint = signIn(browser, API).id();
        browser.goUntil(
                address() + "/session/end/success",
                address() + "/session/end?" + Http.form(Map.of("id_token_hint", hint)));
        return backChannel.awaitLogoutToken();
    }

    /** Returns the introspection response for a token as a JWT (RFC 9701). */
    public String introspectionResponse(String token) {
        return http.postForm(
                        address() + "/token/introspection",
                        Map.of("token", token, "client_id", WEB, "client_secret", SECRET),
                        "Accept",
                        "application/token-introspection+jwt")
                .expect(200)
                .body();
    }

    private Tokens token(String client, Map<String, String> grant, String... headers) {
        Map<String, String> form = new LinkedHashMap<>(grant);
        form.put("client_id", client);
        form.put("client_secret", SECRET);
        return Tokens.of(http.postForm(address() + "/token", form, headers));
    }

    /** Signs with new keys from now on; the old ones stay in the JWK Set. */
    public void rotateKeys() {
        onServer("rotate");
    }

    /** Takes all keys but the newest from the JWK Set. */
    public void retireKeys() {
        onServer("retire");
    }

    /** Sets the clock of the server: two hours slow, or right. */
    public void setSlow(boolean isSlow) {
        onServer(isSlow ? "slow-clock" : "right-clock");
    }

    private void onServer(String act) {
        http.get(address() + "/server/" + act).expect(200);
    }

    @Override
    public void close() {
        process.close();
        backChannel.close();
    }
}
