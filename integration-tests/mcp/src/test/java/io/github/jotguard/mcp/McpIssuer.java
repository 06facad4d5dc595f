package io.github.jotguard.mcp;

import io.github.jotguard.interop.PageText;
import tools.jackson.databind.JsonNode;

/** An issuer that is set up for one MCP server, as its page says. */
interface McpIssuer extends AutoCloseable {

    /** Returns the section of the page whose settings the MCP server has. */
    PageText page();

    /** Runs the official client against the MCP server, with a person of this issuer. */
    JsonNode runClient();

    /** Returns a token of this issuer for another resource, which is right in every other respect. */
    String tokenForAnotherResource();

    @Override
    void close();
}
