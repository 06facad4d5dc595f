package io.github.jotguard.interop;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A realm of Keycloak. */
public final class KeycloakRealm {

    /** The {@code aud} that the audience mapper of a client makes. */
    public static final String API = "cases-api";

    public static final String USER = "alice";
    public static final String PASSWORD = "password";
    private static final String RSA = "rsa-generated";
    private static final String KEYS = "org.keycloak.keys.KeyProvider";

    private final Keycloak server;
    private final String name;
    private final String frontEnd;

    private KeycloakRealm(Keycloak server, String name, String frontEnd) {
        this.server = server;
        this.name = name;
        this.frontEnd = frontEnd;
    }

    static KeycloakRealm create(Keycloak server, String name, Map<String, String> attributes) {
        server.admin(
                "POST", "", Map.of("realm", name, "enabled", true, "sslRequired", "none", "attributes", attributes));
        KeycloakRealm realm =
                new KeycloakRealm(server, name, attributes.getOrDefault("frontendUrl", server.frontEnd()));
        realm.addUser();
        realm.addKey("ecdsa-generated", Map.of("priority", List.of("50")));
        realm.addKey("eddsa-generated", Map.of("priority", List.of("50")));
        realm.addKey(RSA, Map.of("priority", List.of("50"), "algorithm", List.of("PS256")));
        return realm;
    }

    private void addUser() {
        Map<String, Object> password = Map.of("type", "password", "value", PASSWORD, "temporary", false);
        server.admin(
                "POST",
                "/" + name + "/users",
                Map.of(
                        "username",
                        USER,
                        "enabled",
                        true,
                        "email",
                        "alice@example.test",
                        "emailVerified",
                        true,
                        "firstName",
                        "Alice",
                        "lastName",
                        "Example",
                        "credentials",
                        List.of(password)));
    }

    private void addKey(String provider, Map<String, Object> config) {
        server.admin(
                "POST",
                "/" + name + "/components",
                Map.of(
                        "name", provider + System.nanoTime(),
                        "providerId", provider,
                        "providerType", KEYS,
                        "config", config));
    }

    /** Returns {@code iss}. */
    public String issuer() {
        return frontEnd + "/realms/" + name;
    }

    /** Returns the JWKS URI, at an address that this machine can reach. */
    public String jwksUri() {
        return endpoint("certs");
    }

    String name() {
        return name;
    }

    Keycloak server() {
        return server;
    }

    String endpoint(String path) {
        return server.address() + "/realms/" + name + "/protocol/openid-connect/" + path;
    }

    String tlsEndpoint(String path) {
        return server.tlsAddress() + "/realms/" + name + "/protocol/openid-connect/" + path;
    }

    /** Makes a public client for users, with an audience mapper and attributes of Keycloak. */
    public KeycloakClient web(String id, Map<String, String> attributes) {
        return client(
                id, Map.of("publicClient", true, "directAccessGrantsEnabled", true), attributes, audienceMapper());
    }

    /** Makes a public client for users without an audience mapper. */
    public KeycloakClient webWithoutAudience(String id) {
        return client(id, Map.of("publicClient", true), Map.of(), List.of());
    }

    /** Makes a client that acts for itself, with an audience mapper and attributes of Keycloak. */
    public KeycloakClient service(String id, Map<String, String> attributes) {
        return client(
                id,
                Map.of("serviceAccountsEnabled", true, "standardFlowEnabled", false, "secret", KeycloakClient.SECRET),
                attributes,
                audienceMapper());
    }

    private KeycloakClient client(
            String id, Map<String, Object> kind, Map<String, String> attributes, List<Object> mappers) {
        Map<String, Object> client = new HashMap<>(kind);
        client.put("clientId", id);
        client.put("redirectUris", List.of(KeycloakClient.REDIRECT));
        client.put("attributes", attributes);
        client.put("protocolMappers", mappers);
        server.admin("POST", "/" + name + "/clients", client);
        return new KeycloakClient(this, id);
    }

    private static List<Object> audienceMapper() {
        return List.of(Map.of(
                "name", "audience",
                "protocol", "openid-connect",
                "protocolMapper", "oidc-audience-mapper",
                "config", Map.of("included.custom.audience", API, "access.token.claim", "true")));
    }

    /** Returns the access token that {@code admin-cli} gets for the user: a lightweight one. */
    public String adminCliToken() {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "password");
        form.put("client_id", "admin-cli");
        form.put("username", USER);
        form.put("password", PASSWORD);
        return Tokens.of(server.http().postForm(endpoint("token"), form)).access();
    }

    /** Signs RS256 tokens with a new key from now on; the old one stays in the JWK Set. */
    public void rotateKeys() {
        addKey(RSA, Map.of("priority", List.of("200")));
    }

    /** Takes the RS256 key that the realm had first from the JWK Set. */
    public void retireFirstKey() {
        for (JsonNode component : server.admin("GET", "/" + name + "/components?type=" + KEYS, Map.of())
                .json()) {
            boolean isFirst = component.path("providerId").asString().equals(RSA)
                    && component
                            .path("config")
                            .path("priority")
                            .path(0)
                            .asString()
                            .equals("100");
            if (isFirst) {
                server.admin(
                        "DELETE",
                        "/" + name + "/components/" + component.path("id").asString(),
                        Map.of());
            }
        }
    }
}
