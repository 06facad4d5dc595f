/**
 * The demo issuer: what answers in the place of a Better Auth server when there is none. For demonstrations and tests
 * on
 * one machine, never for production.
 *
 * <p>Start with {@link io.github.jotguard.example.issuer.DemoIssuer}. From outside to inside: {@code AuthHandler}
 * speaks
 * HTTP, {@code AuthApi} holds the six routes, {@code Users}, {@code Sessions} and {@code SigningKeys} own one table
 * each.
 */
@NullMarked
package io.github.jotguard.example.issuer;

import org.jspecify.annotations.NullMarked;
