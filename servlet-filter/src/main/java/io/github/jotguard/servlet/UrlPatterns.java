package io.github.jotguard.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.List;

/** The URL patterns of a filter mapping (Servlet 6.0 §12.2). Immutable. */
final class UrlPatterns {

    private final List<String> patterns;

    UrlPatterns(Collection<String> patterns) {
        this.patterns = List.copyOf(patterns);
    }

    boolean match(HttpServletRequest request) {
        return match(orEmpty(request.getServletPath()) + orEmpty(request.getPathInfo()));
    }

    /** Returns whether a decoded path below the context matches. */
    boolean match(String path) {
        return patterns.stream().anyMatch(pattern -> matches(pattern, path));
    }

    private static boolean matches(String pattern, String path) {
        if (pattern.endsWith("/*")) {
            String prefix = pattern.substring(0, pattern.length() - 2);
            return path.equals(prefix) || path.startsWith(prefix + "/") || prefix.isEmpty();
        }
        return pattern.startsWith("*.") ? path.endsWith(pattern.substring(1)) : path.equals(pattern);
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
