package io.github.jotguard.interop;

import java.io.IOException;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A client of a realm. */
public final class KeycloakClient {

    static final String SECRET = "secret";
    static final String REDIRECT = "http://127.0.0.1:1/callback";

    private final KeycloakRealm realm;
    private final String id;

    KeycloakClient(KeycloakRealm realm, String id) {
        this.realm = realm;
        this.id = id;
    }

    /** Returns the tokens of the user, who signs in: code with PKCE. */
    public Tokens signIn(String scope) {
        Pkce pkce = Pkce.create();
        return token(codeGrant(pkce, scope));
    }

    /** Returns tokens of the user that are bound to a key (RFC 9449). */
    public Tokens signIn(String scope, ProofKey key) {
        Pkce pkce = Pkce.create();
        return token(codeGrant(pkce, scope), "DPoP", key.proof("POST", realm.endpoint("token")));
    }

    private Map<String, String> codeGrant(Pkce pkce, String scope) {
        String request = Http.form(pkce.authorizationRequest(id, REDIRECT, scope));
        Browser browser = new Browser(Map.of("username", KeycloakRealm.USER, "password", KeycloakRealm.PASSWORD));
        String address = browser.goUntil(REDIRECT, realm.endpoint("auth?") + request);
        return pkce.tokenRequest(Http.parameter(address, "code"), REDIRECT);
    }

    /** Returns new tokens for a refresh token. */
    public Tokens refresh(String refreshToken) {
        return token(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
    }

    /** Signs the user out. */
    public void signOut(String refreshToken) {
        realm.server()
                .http()
                .postForm(realm.endpoint("logout"), Map.of("client_id", id, "refresh_token", refreshToken))
                .expect(204);
    }

    /** Returns the UserInfo response, which is a JWT if the client asks for a signature. */
    public String userInfo(String accessToken) {
        return realm.server()
                .http()
                .get(realm.endpoint("userinfo"), "Authorization", "Bearer " + accessToken)
                .expect(200)
                .body();
    }

    /** Returns the tokens of the client's service account. */
    public Tokens ofService() {
        return token(ofServiceGrant());
    }

    /** Returns a token of the service account that is bound to the client's certificate (RFC 8705), over TLS. */
    public Tokens ofServiceWithCertificate() {
        try {
            Keycloak server = realm.server();
            Http withCertificate = Http.of(HttpClient.newBuilder()
                    .sslContext(server.clientCertificate().trusting(server.serverCertificate())));
            return Tokens.of(withCertificate.postForm(realm.tlsEndpoint("token"), identified(ofServiceGrant())));
        } catch (IOException | GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Returns a token of the service account for the user of another token (RFC 8693). */
    public Tokens exchange(String subjectToken) {
        Map<String, String> grant = new LinkedHashMap<>(ofServiceGrant());
        grant.put("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange");
        grant.put("subject_token", subjectToken);
        grant.put("subject_token_type", "urn:ietf:params:oauth:token-type:access_token");
        return token(grant);
    }

    private static Map<String, String> ofServiceGrant() {
        return Map.of("grant_type", "client_credentials", "client_secret", SECRET);
    }

    private Tokens token(Map<String, String> grant, String... headers) {
        return Tokens.of(realm.server().http().postForm(realm.endpoint("token"), identified(grant), headers));
    }

    private Map<String, String> identified(Map<String, String> grant) {
        Map<String, String> form = new LinkedHashMap<>(grant);
        form.put("client_id", id);
        return form;
    }
}
