/**
 * An MCP server whose tools work on the cases of their caller: protected by {@code web.xml} alone in
 * {@link io.github.jotguard.example.mcp.WebXmlServer}, and by properties in
 * {@link io.github.jotguard.example.mcp.SpringServer}.
 */
@NullMarked
package io.github.jotguard.example.mcp;

import org.jspecify.annotations.NullMarked;
