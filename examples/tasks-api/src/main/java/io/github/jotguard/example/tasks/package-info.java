/**
 * The tasks API: people sign up and log in here, and carry a token that this application signs and Jotguard verifies with the
 * same shared secret (HS256).
 *
 * <p>Start with {@code TasksServer}, where the {@link io.github.jotguard.servlet.BearerTokenFilter} is made, and {@code Tokens},
 * which has both sides of a token. From outside to inside: {@code ApiServlet} speaks HTTP, {@code AuthApi} and {@code TasksApi}
 * hold the routes, {@code Users}, {@code Tasks} and {@code RevokedTokens} own one table each.
 */
@NullMarked
package io.github.jotguard.example.tasks;

import org.jspecify.annotations.NullMarked;
