/**
 * Verifies tokens. {@link io.github.jotguard.JwtVerifier} is the entry point, {@link io.github.jotguard.TrustedIssuer}
 * describes a trusted issuer, and {@link io.github.jotguard.VerifiedJwt} is the result. Key sources are in
 * {@code io.github.jotguard.jwks}.
 */
@NullMarked
package io.github.jotguard;

import org.jspecify.annotations.NullMarked;
