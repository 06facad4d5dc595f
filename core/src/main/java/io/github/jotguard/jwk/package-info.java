/** Parses JWK Sets (RFC 7517) and finds the key that fits a header. Not exported. */
@NullMarked
package io.github.jotguard.jwk;

import org.jspecify.annotations.NullMarked;
