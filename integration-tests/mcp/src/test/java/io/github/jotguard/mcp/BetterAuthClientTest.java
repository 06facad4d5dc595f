package io.github.jotguard.mcp;

/** Better Auth 1.7.5. */
class BetterAuthClientTest extends OfficialClientContract {

    @Override
    McpIssuer start(String resource) {
        return BetterAuthForMcp.start(resource);
    }
}
