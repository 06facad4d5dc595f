/**
 * Verify a token: {@link io.github.jotguard.JwtVerifier} is the entry point, {@link io.github.jotguard.TrustedIssuer} says whom to
 * trust, {@link io.github.jotguard.VerifiedJwt} is what comes out. Where keys come from is next door, in
 * {@code io.github.jotguard.jwks}.
 */
@NullMarked
package io.github.jotguard;

import org.jspecify.annotations.NullMarked;
