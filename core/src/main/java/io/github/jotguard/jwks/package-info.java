/**
 * Fetches, refreshes and caches JWK Sets (RFC 7517 §5), which have the keys of issuers.
 *
 * <pre>{@code
 * RemoteJwkSet keys = RemoteJwkSet.discoveryBuilder("https://id.example.com")
 *         .refreshPolicy(RefreshPolicy.builder().usableFor(Duration.ofHours(4)).build())
 *         .build();
 * JwtVerifier verifier = JwtVerifier.trusting(TrustedIssuer.builder("https://id.example.com", keys)
 *         .audience("https://api.example.com")
 *         .build());
 * verifier.preload(); // fetches the keys now; without it, the first token does
 * log.info("{}", keys.status());
 * }</pre>
 *
 * <p>{@link io.github.jotguard.jwks.RemoteJwkSet} fetches and refreshes a JWK Set, and
 * {@link io.github.jotguard.jwks.StaticJwkSet} is a fixed set. {@link io.github.jotguard.jwks.RefreshPolicy} decides
 * when to fetch. {@link io.github.jotguard.jwks.HttpJwkSetFetcher} fetches over HTTP, and an application can implement
 * {@link io.github.jotguard.jwks.JwkSetFetcher} instead.
 */
@NullMarked
package io.github.jotguard.jwks;

import org.jspecify.annotations.NullMarked;
