package io.github.jotguard.mcp;

import io.github.jotguard.interop.Browser;
import io.github.jotguard.interop.Http;
import io.github.jotguard.interop.Keycloak;
import io.github.jotguard.interop.KeycloakRealm;
import io.github.jotguard.interop.KeycloakRegistration;
import io.github.jotguard.interop.PageText;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Keycloak, its realm set up as the section of its page says. */
record KeycloakForMcp(Keycloak server, KeycloakRealm realm, String resource) implements McpIssuer {

    private static final String WRITE = "cases:write";

    static McpIssuer start(String resource) {
        Keycloak server = Keycloak.start();
        try {
            KeycloakRealm realm = server.realm("mcp");
            KeycloakRegistration registration = KeycloakRegistration.of(realm);
            registration.addScope("cases:read", resource);
            registration.addScope(WRITE);
            registration.trust("127.0.0.1");
            return new KeycloakForMcp(server, realm, resource);
        } catch (RuntimeException notSetUp) {
            server.close();
            throw notSetUp;
        }
    }

    @Override
    public PageText page() {
        return PageText.of(
                "issuers/keycloak",
                "MCP",
                Map.of("https://id.example.com/realms/main", realm.issuer(), "https://api.example.com/mcp", resource));
    }

    @Override
    public JsonNode runClient() {
        Browser browser = new Browser(Map.of("username", KeycloakRealm.USER, "password", KeycloakRealm.PASSWORD));
        return OfficialClient.run(resource, address -> logIn(browser, address));
    }

    /** The client is registered for the scope of the first challenge, until an administrator gives it the other. */
    private String logIn(Browser browser, String address) {
        String redirect = Http.parameter(address, "redirect_uri");
        String answer = browser.goUntil(redirect, address);
        if (!answer.contains("error=invalid_scope")) {
            return answer;
        }
        KeycloakRegistration.of(realm).addOptionalScope(Http.parameter(address, "client_id"), WRITE);
        return browser.goUntil(redirect, address);
    }

    @Override
    public String tokenForAnotherResource() {
        return realm.web("other-" + System.nanoTime(), Map.of())
                .signIn("openid")
                .access();
    }

    @Override
    public void close() {
        server.close();
    }
}
