package io.github.jotguard.spring;

import io.github.jotguard.VerifiedJwt;
import java.util.Optional;

/**
 * Finds the application's user that a token names. There is one bean for each type that is used with
 * {@link CurrentUser}. It is called once for each such parameter, and with WebFlux on a thread that may block. Must be
 * thread-safe.
 *
 * <!-- java: members -->
 * <pre>{@code
 * @Bean
 * CurrentUserResolver<AppUser> currentUser(AppUsers users) {
 *     return jwt -> users.findById(jwt.subject());
 * }
 * }</pre>
 *
 * @param <T> the application's type of user
 */
@FunctionalInterface
public interface CurrentUserResolver<T> {

    /**
     * Finds the user.
     *
     * @param jwt the verified token
     * @return empty if there is no such user; the request is then rejected
     * @throws Exception if the look-up fails; the response to any exception or error is 503
     */
    Optional<T> find(VerifiedJwt jwt) throws Exception;
}
