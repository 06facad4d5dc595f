package io.github.jotguard.mcp;

/** oidc-provider 9.13.3. */
class OidcProviderClientTest extends OfficialClientContract {

    @Override
    McpIssuer start(String resource) {
        return OidcProviderForMcp.start(resource);
    }
}
