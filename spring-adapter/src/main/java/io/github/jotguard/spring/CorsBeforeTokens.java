package io.github.jotguard.spring;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Applies the CORS settings of Spring MVC before a token is looked at. Spring MVC itself comes to it after, too late for a refusal: a
 * browser would hide the 401 from the page and report a CORS error. Leaves preflights to Spring MVC.
 */
final class CorsBeforeTokens implements Filter {

    private final Supplier<Stream<CorsConfigurationSource>> sources;
    private final DefaultCorsProcessor processor = new DefaultCorsProcessor();

    CorsBeforeTokens(Supplier<Stream<CorsConfigurationSource>> sources) {
        this.sources = sources;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest httpRequest
                && response instanceof HttpServletResponse httpResponse
                && CorsUtils.isCorsRequest(httpRequest)
                && !CorsUtils.isPreFlightRequest(httpRequest)) {
            CorsConfiguration settings = settings(httpRequest);
            if (settings != null && !processor.processRequest(settings, httpRequest, httpResponse)) {
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private @Nullable CorsConfiguration settings(HttpServletRequest request) {
        boolean isParsed = ServletRequestPathUtils.hasParsedRequestPath(request);
        if (!isParsed) {
            ServletRequestPathUtils.parseAndCache(request);
        }
        try {
            return sources.get()
                    .map(source -> source.getCorsConfiguration(request))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
        } finally {
            if (!isParsed) {
                ServletRequestPathUtils.clearParsedRequestPath(request);
            }
        }
    }
}
