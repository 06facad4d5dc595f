/**
 * Verifies DPoP proofs (RFC 9449) for any HTTP server.
 *
 * <pre>{@code
 * DpopVerifier proofs = new DpopVerifier(DpopSettings.of(DpopMode.REQUIRE)); // build one and keep it
 * TestDpopKey key = TestDpopKey.generate(); // a client, here of jotguard-testing
 * try (TestIssuer issuer = TestIssuer.start();
 *         JwtVerifier tokens = JwtVerifier.trusting(KnownIssuers.betterAuth(issuer.origin()).build())) {
 *     String bound = issuer.token(t -> t.boundTo(key));
 *     String uri = "https://api.example.com/me";
 *     DpopRequest request = new DpopRequest(bound, List.of(key.proof("GET", uri, bound)), "GET", uri);
 *     VerifiedJwt jwt = proofs.verify(tokens, request);
 * }
 * }</pre>
 *
 * <p>{@link io.github.jotguard.dpop.DpopVerifier} is the entry point. The servlet filter and the Spring adapter use it
 * through one setting, {@link io.github.jotguard.dpop.DpopMode}.
 */
@NullMarked
package io.github.jotguard.dpop;

import org.jspecify.annotations.NullMarked;
