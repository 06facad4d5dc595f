package io.github.jotguard.servlet;

import io.github.jotguard.bearer.ResourceMetadata;
import io.github.jotguard.logging.LoggerNames;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns at startup of metadata that no client can find, and of metadata that name no login. */
final class MetadataReport {

    private static final Logger LOG = LoggerFactory.getLogger(LoggerNames.SERVLET);

    private MetadataReport() {}

    static void log(FilterConfig config, MetadataEndpoint endpoint) {
        ResourceMetadata metadata = endpoint.metadata();
        if (metadata == null) {
            return;
        }
        ServletContext context = config.getServletContext();
        String path = PublicAddress.of(metadata.resource().metadataPath());
        warnOfContextPath(config.getFilterName(), path, context.getContextPath());
        if (!isMapped(config.getFilterName(), metadata, context)) {
            LOG.warn(
                    "Filter \"{}\": clients cannot find the metadata of the resource, because the filter is not mapped"
                            + " to {}. Map it to that path too.",
                    config.getFilterName(),
                    path);
        }
        if (!metadata.hasAuthorizationServers()) {
            LOG.warn(
                    "Filter \"{}\": the metadata of the resource name no authorization server, so clients find no login."
                            + " Trust an issuer whose iss is a URL. For Better Auth, set betterAuthOAuth.",
                    config.getFilterName());
        }
    }

    private static void warnOfContextPath(String filter, String path, String contextPath) {
        if (!contextPath.isEmpty()) {
            LOG.warn(
                    "Filter \"{}\": clients cannot find the metadata of the resource. They request {}, and the container"
                            + " passes this application nothing outside of {}. Deploy it at the root, or let the"
                            + " reverse proxy pass {} on as {}{}.",
                    filter,
                    path,
                    contextPath,
                    path,
                    contextPath,
                    path);
        }
    }

    /** Returns whether the filter gets the requests, by its own mapping or by the filter before all others. */
    private static boolean isMapped(String filter, ResourceMetadata metadata, ServletContext context) {
        FilterRegistration registration = context.getFilterRegistration(filter);
        return registration == null
                || context.getFilterRegistration(JotguardServletContainerInitializer.NAME) != null
                || new UrlPatterns(registration.getUrlPatternMappings())
                        .match(metadata.resource().metadataPath());
    }
}
