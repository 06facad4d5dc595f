/** One HTTP/1.1 GET over a socket with the TLS of the JDK (RFC 9112), for the fetch of keys. Not exported; knows no keys. */
@NullMarked
package io.github.jotguard.http;

import org.jspecify.annotations.NullMarked;
