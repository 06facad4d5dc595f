/** The official MCP client against Jotguard on each stack, with each issuer that lets clients register. */
@NullMarked
package io.github.jotguard.mcp;

import org.jspecify.annotations.NullMarked;
