/**
 * Obtain keys: {@link io.github.jotguard.jwks.RemoteJwkSet} fetches and refreshes a JWK Set, {@link io.github.jotguard.jwks.StaticJwkSet}
 * holds one. When to fetch is decided in {@link io.github.jotguard.jwks.RefreshPolicy}; which key fits, in the set itself.
 */
@NullMarked
package io.github.jotguard.jwks;

import org.jspecify.annotations.NullMarked;
