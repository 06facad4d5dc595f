/**
 * Verifies JSON Web Tokens (RFC 7519) of trusted issuers.
 *
 * <pre>{@code
 * JwtVerifier verifier = JwtVerifier.trusting(
 *         TrustedIssuer.builder("https://id.example.com", RemoteJwkSet.at("https://id.example.com/jwks.json"))
 *                 .audience("https://api.example.com")
 *                 .build()); // build one and keep it; nothing is fetched yet
 * try {
 *     VerifiedJwt jwt = verifier.verify(token);
 *     String userId = jwt.subject();
 * } catch (JwtRejectedException rejected) { // the token is not valid: respond with 401
 *     log.info("rejected: {}", rejected.reason().code());
 * } catch (KeysUnavailableException unavailable) { // the signing keys are unavailable: respond with 503
 *     retryAfter = unavailable.retryAfter();
 * }
 * }</pre>
 *
 * <p>{@link io.github.jotguard.JwtVerifier} is the entry point, {@link io.github.jotguard.TrustedIssuer} describes a
 * trusted issuer, and {@link io.github.jotguard.VerifiedJwt} is the result. Key sources are in
 * {@link io.github.jotguard.jwks}, settings for well-known issuers in {@link io.github.jotguard.issuers}. A shared
 * secret is {@link io.github.jotguard.SharedSecret}.
 */
@NullMarked
package io.github.jotguard;

import org.jspecify.annotations.NullMarked;
