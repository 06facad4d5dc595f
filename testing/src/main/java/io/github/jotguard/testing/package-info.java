/**
 * Issues real tokens for tests and serves their JWK Set over HTTP on loopback.
 *
 * <pre>{@code
 * try (TestIssuer issuer = TestIssuer.builder().algorithm("ES256").start();
 *         JwtVerifier verifier = JwtVerifier.trusting(
 *                 TrustedIssuer.builder(issuer.issuer(), RemoteJwkSet.at(issuer.jwksUri()))
 *                         .audience(issuer.audience())
 *                         .build())) { // the code under test, here Jotguard's verifier
 *     verifier.verify(issuer.token()); // accepted
 *     verifier.explain(issuer.token(t -> t.expiresIn(Duration.ofHours(-1)))).reason(); // EXPIRED
 *     verifier.explain(issuer.token(t -> t.audience("https://other.example"))).reason(); // WRONG_AUDIENCE
 *     issuer.goDown();
 *     verifier.verify(issuer.token()); // accepted, with the cached key
 * }
 * }</pre>
 *
 * <p>{@link io.github.jotguard.testing.TestIssuer} is the entry point. It also rotates and withdraws keys, hangs, and
 * fails with a status of your choice. {@link io.github.jotguard.testing.TestToken}
 * changes a token, and {@link io.github.jotguard.testing.TestKey} is a key outside any issuer.
 * {@link io.github.jotguard.testing.CompactJws} writes tokens that no library writes, and
 * {@link io.github.jotguard.testing.MutableClock} is the time. {@link io.github.jotguard.testing.TestDpopKey} proves
 * possession (RFC 9449).
 *
 * <p>The jar is a program too: {@code java -jar} runs an issuer in the foreground and prints tokens for curl;
 * {@code --help} lists its options.
 *
 * <p>For tests only: keys are not protected, and everything listens on 127.0.0.1 without TLS.
 */
@NullMarked
package io.github.jotguard.testing;

import org.jspecify.annotations.NullMarked;
