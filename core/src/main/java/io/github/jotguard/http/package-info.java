/**
 * Runs one HTTP/1.1 GET over a socket with the TLS of the JDK (RFC 9112), to fetch keys. Not exported; independent of
 * keys.
 */
@NullMarked
package io.github.jotguard.http;

import org.jspecify.annotations.NullMarked;
