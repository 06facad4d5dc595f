/**
 * Obtains keys. {@link io.github.jotguard.jwks.RemoteJwkSet} fetches and refreshes a JWK Set, and
 * {@link io.github.jotguard.jwks.StaticJwkSet} holds a given one. {@link io.github.jotguard.jwks.RefreshPolicy} decides
 * when to fetch.
 */
@NullMarked
package io.github.jotguard.jwks;

import org.jspecify.annotations.NullMarked;
