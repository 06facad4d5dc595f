package io.github.jotguard.interop;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** The settings of a realm for clients that register themselves (RFC 7591), such as those of MCP. */
public final class KeycloakRegistration {

    private static final String POLICIES = "org.keycloak.services.clientregistration.policy.ClientRegistrationPolicy";
    private static final String TRUSTED_HOSTS = "trusted-hosts";

    private final KeycloakRealm realm;

    private KeycloakRegistration(KeycloakRealm realm) {
        this.realm = realm;
    }

    public static KeycloakRegistration of(KeycloakRealm realm) {
        return new KeycloakRegistration(realm);
    }

    /** Makes an optional client scope of the realm with an audience mapper. */
    public void addScope(String name, String audience) {
        addScope(
                name,
                List.of(Map.of(
                        "name", "audience",
                        "protocol", "openid-connect",
                        "protocolMapper", "oidc-audience-mapper",
                        "config", Map.of("included.custom.audience", audience, "access.token.claim", "true"))));
    }

    /** Makes an optional client scope of the realm. */
    public void addScope(String name) {
        addScope(name, List.of());
    }

    private void addScope(String name, List<Object> mappers) {
        admin(
                "POST",
                "/client-scopes",
                Map.of(
                        "name",
                        name,
                        "protocol",
                        "openid-connect",
                        "attributes",
                        Map.of("include.in.token.scope", "true"),
                        "protocolMappers",
                        mappers));
        admin("PUT", "/default-optional-client-scopes/" + scopeId(name), Map.of());
    }

    /** Lets clients register from a host, with redirects to it: the policy Trusted Hosts of anonymous registrations. */
    public void trust(String host) {
        for (JsonNode policy : admin("GET", "/components?type=" + POLICIES, Map.of())) {
            if (policy.path("subType").asString().equals("anonymous")
                    && policy.path("providerId").asString().equals(TRUSTED_HOSTS)) {
                ObjectNode changed = (ObjectNode) policy;
                changed.withObjectProperty("config").putArray(TRUSTED_HOSTS).add(host);
                admin("PUT", "/components/" + policy.path("id").asString(), changed);
            }
        }
    }

    /** Gives a client that is registered an optional scope. */
    public void addOptionalScope(String clientId, String scope) {
        String id = admin("GET", "/clients?clientId=" + clientId, Map.of())
                .path(0)
                .path("id")
                .asString();
        admin("PUT", "/clients/" + id + "/optional-client-scopes/" + scopeId(scope), Map.of());
    }

    private String scopeId(String name) {
        for (JsonNode scope : admin("GET", "/client-scopes", Map.of())) {
            if (scope.path("name").asString().equals(name)) {
                return scope.path("id").asString();
            }
        }
        throw new IllegalStateException("no client scope " + name);
    }

    private JsonNode admin(String method, String path, Object body) {
        Http.Reply reply = realm.server().admin(method, "/" + realm.name() + path, body);
        return reply.body().isEmpty() ? NullNode.getInstance() : reply.json();
    }
}
