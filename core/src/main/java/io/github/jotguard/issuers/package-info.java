/**
 * Settings for well-known issuers: keys, audience, algorithms and claims as each issues them.
 *
 * <pre>{@code
 * JwtVerifier verifier = JwtVerifier.trusting(KnownIssuers.betterAuth("https://app.example.com").build());
 * VerifiedJwt jwt = verifier.verify(token);
 * }</pre>
 *
 * <p>{@link io.github.jotguard.issuers.KnownIssuers} has a method for each issuer. It returns a builder, so that an
 * application can add rules of its own.
 */
@NullMarked
package io.github.jotguard.issuers;

import org.jspecify.annotations.NullMarked;
