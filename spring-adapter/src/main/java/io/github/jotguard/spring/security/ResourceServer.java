package io.github.jotguard.spring.security;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * The resource server of Spring Security, which may be missing from the class path.
 *
 * <p>Internal: may change without notice.
 */
public final class ResourceServer {

    /** The name of a class that exists if the resource server does. */
    public static final String AUTHENTICATION =
            "org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken";
    /** The name of a class of its module for JWTs, without which it accepts opaque tokens only. */
    public static final String JWT_DECODER = "org.springframework.security.oauth2.jwt.JwtDecoder";

    private ResourceServer() {}

    /**
     * Returns whether the resource server is present and accepts JWTs.
     *
     * @param loader of the application, or null for that of the thread
     */
    public static boolean isPresent(@Nullable ClassLoader loader) {
        return ClassUtils.isPresent(AUTHENTICATION, loader) && ClassUtils.isPresent(JWT_DECODER, loader);
    }
}
