/**
 * Auto-configures Jotguard in Spring Boot 3.5 and 4.x, with Spring MVC and WebFlux, with and without Spring Security.
 *
 * <p>Set {@code jotguard.better-auth.origin}, or {@code jotguard.issuer} and {@code jotguard.audience}, and every
 * request requires a valid token. A controller receives the token as a parameter of type
 * {@link io.github.jotguard.VerifiedJwt}, or the user it names with {@link io.github.jotguard.spring.CurrentUser}.
 * Every bean that is configured here is replaced by one of the application.
 *
 * <p>Applications import this package alone. The packages below it are internal and may change without notice.
 */
@NullMarked
package io.github.jotguard.spring;

import org.jspecify.annotations.NullMarked;
