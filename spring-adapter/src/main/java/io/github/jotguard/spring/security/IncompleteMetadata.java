package io.github.jotguard.spring.security;

import io.github.jotguard.logging.LoggerNames;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Removes the filter from each chain with which Spring Security 7 serves resource metadata of its own. These name no
 * authorization server, and the resource comes from the request, so that {@code Host} decides it.
 *
 * <p>Internal: may change without notice.
 */
public final class IncompleteMetadata implements BeanPostProcessor {

    private static final Logger LOG = LoggerFactory.getLogger(LoggerNames.SPRING);

    /** The name of the class, which Spring Security 6 does not have. */
    private static final String FILTER =
            "org.springframework.security.oauth2.server.resource.web.OAuth2ProtectedResourceMetadataFilter";

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof SecurityFilterChain chain) {
            remove(chain, name);
        }
        return bean;
    }

    private static void remove(SecurityFilterChain chain, String name) {
        boolean isThere = chain.getFilters().stream()
                .anyMatch(filter -> filter.getClass().getName().equals(FILTER));
        if (!isThere) {
            return;
        }
        try {
            chain.getFilters().removeIf(filter -> filter.getClass().getName().equals(FILTER));
        } catch (UnsupportedOperationException unmodifiable) {
            LOG.warn(
                    "The security chain {} goes on serving incomplete metadata of Spring Security below"
                            + " /.well-known/oauth-protected-resource, except those of jotguard.resource",
                    name);
        }
    }
}
