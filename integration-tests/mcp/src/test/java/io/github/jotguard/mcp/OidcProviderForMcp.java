package io.github.jotguard.mcp;

import io.github.jotguard.interop.Browser;
import io.github.jotguard.interop.Http;
import io.github.jotguard.interop.OidcProvider;
import io.github.jotguard.interop.PageText;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The library oidc-provider, with registration and resource indicators. */
record OidcProviderForMcp(OidcProvider server, String resource) implements McpIssuer {

    static McpIssuer start(String resource) {
        return new OidcProviderForMcp(OidcProvider.start(), resource);
    }

    @Override
    public PageText page() {
        return PageText.of(
                "issuers/oidc-provider",
                "MCP",
                Map.of("https://id.example.com", server.issuer(), "https://api.example.com/mcp", resource));
    }

    @Override
    public JsonNode runClient() {
        Browser browser = new Browser(Map.of("login", "ada", "password", "password"));
        return OfficialClient.run(
                resource, address -> browser.goUntil(Http.parameter(address, "redirect_uri"), address));
    }

    @Override
    public String tokenForAnotherResource() {
        return server.signIn("ada", OidcProvider.API).access();
    }

    @Override
    public void close() {
        server.close();
    }
}
