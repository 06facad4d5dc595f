/**
 * A real token issuer for tests: real keys, real signatures, a JWK Set over real HTTP on loopback.
 *
 * <pre>{@code
 * MutableClock clock = MutableClock.at(Instant.parse("2026-01-01T00:00:00Z"));
 * try (TestIssuer issuer = TestIssuer.builder().algorithm("ES256").clock(clock).start()) {
 *     startApplication(issuer.issuer(), issuer.audience(), issuer.jwksUri());
 *
 *     call("/me", issuer.token());                                                // 200
 *     call("/me", issuer.token(t -> t.expiresIn(Duration.ofHours(-1))));          // 401, expired
 *     call("/me", issuer.token(t -> t.audience("https://other.example")));        // 401, for somebody else
 *     issuer.rotate();
 *     call("/me", issuer.token());                                                // 200, with a key never seen before
 *     issuer.goDown();                                                            // connections are refused
 * }
 * }</pre>
 *
 * <p>{@link io.github.jotguard.testing.TestIssuer} is the entry point. {@link io.github.jotguard.testing.TestToken}
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
