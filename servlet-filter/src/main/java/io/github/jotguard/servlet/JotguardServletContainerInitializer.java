package io.github.jotguard.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.util.EnumSet;
import java.util.Set;

/**
 * Puts WebSocket upgrades behind the {@link BearerTokenFilter}s of an application. The container calls it. It is
 * required if the container's own filter for WebSocket comes before all others, as in Jetty, and upgrades without
 * calling the filters after it.
 *
 * <p>It registers a filter before all others that passes every request on, except requests for another protocol. The
 * application's {@code BearerTokenFilter}s check these first, according to their mappings and rules. Without such a
 * filter, upgrades are not protected.
 *
 * <p>If a filter is declared but the container left it out, for example because a class is missing, requests to its
 * paths get 503.
 */
public final class JotguardServletContainerInitializer implements ServletContainerInitializer {

    static final String NAME = "jotguard-upgrade";

    /** Creates an initializer; containers call this. */
    public JotguardServletContainerInitializer() {}

    @Override
    public void onStartup(Set<Class<?>> classes, ServletContext context) {
        FilterRegistration.Dynamic registration = context.addFilter(NAME, new UpgradeFilter(context));
        if (registration == null) {
            return;
        }
        UpgradeFilter.standsBefore(context.getFilterRegistrations().keySet(), context);
        registration.setAsyncSupported(true);
        registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    }
}
