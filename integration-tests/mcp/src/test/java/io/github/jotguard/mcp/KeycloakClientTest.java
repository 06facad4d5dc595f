package io.github.jotguard.mcp;

/** Keycloak 26.7.3. */
class KeycloakClientTest extends OfficialClientContract {

    @Override
    McpIssuer start(String resource) {
        return KeycloakForMcp.start(resource);
    }
}
