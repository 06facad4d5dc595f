package io.github.jotguard.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A parameter of a controller method that receives the application's own user, found by the {@link CurrentUserResolver}
 * bean for the type of the parameter. The type may be wrapped in an {@code Optional}, which is empty if there is no
 * token or no such user.
 *
 * <!-- java: members -->
 * <pre>{@code
 * @GetMapping("/api/auth/me")
 * Me me(@CurrentUser AppUser user) {
 *     return new Me(user.id(), user.name());
 * }
 * }</pre>
 *
 * <p>Without a token the response is 401 {@code missing_token}. Without such a user it is 401 {@code user_not_found},
 * or 404 with {@code jotguard.unknown-user=not-found}. If the look-up fails, it is 503.
 *
 * <p>Elsewhere, such as in the constructor of a form, startup fails, because the request would fill it.
 */
@Documented
@Target({ElementType.PARAMETER, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface CurrentUser {}
