/**
 * Auto-configures Jotguard in Spring Boot 3.5 and 4.x, with Spring MVC and WebFlux, with and without Spring Security.
 *
 * <!-- yaml -->
 * <pre>{@code
 * jotguard:
 *   issuer: https://id.example.com
 *   audience: https://api.example.com
 * }</pre>
 *
 * <p>With these settings every request requires a valid token. A controller receives the token, or the user that it
 * names:
 *
 * <!-- java: members -->
 * <pre>{@code
 * @GetMapping("/claims")
 * Map<String, Object> claims(VerifiedJwt jwt) {
 *     return jwt.claims();
 * }
 *
 * @GetMapping("/me")
 * AppUser me(@CurrentUser AppUser user) {
 *     return user;
 * }
 *
 * @Bean
 * CurrentUserResolver<AppUser> currentUser(AppUsers users) { // AppUser and AppUsers are types of the application
 *     return jwt -> users.findById(jwt.subject());
 * }
 * }</pre>
 *
 * <p>A bean of the application replaces the bean of the same type that is configured here. For a chain of Spring
 * Security, see {@link io.github.jotguard.spring.ProblemResponses}.
 *
 * <p>Applications import only this package. The packages below it are internal and may change without notice.
 */
@NullMarked
package io.github.jotguard.spring;

import org.jspecify.annotations.NullMarked;
