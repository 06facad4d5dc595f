package io.github.jotguard.mcp;

import io.github.jotguard.interop.BetterAuth;
import io.github.jotguard.interop.PageText;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Better Auth with its MCP plugin, which knows both resources. */
record BetterAuthForMcp(BetterAuth server, String resource) implements McpIssuer {

    private static final String OTHER = "https://other.example.com/mcp";

    static McpIssuer start(String resource) {
        return new BetterAuthForMcp(BetterAuth.start(Map.of("RESOURCE", resource, "OTHER_RESOURCE", OTHER)), resource);
    }

    @Override
    public PageText page() {
        return PageText.of(
                "mcp",
                "In five minutes",
                Map.of("https://app.example.com", server.origin(), "https://api.example.com/mcp", resource));
    }

    @Override
    public JsonNode runClient() {
        return OfficialClient.run(resource);
    }

    @Override
    public String tokenForAnotherResource() {
        return server.register().tokens(server.signUp(), OTHER).access();
    }

    @Override
    public void close() {
        server.close();
    }
}
