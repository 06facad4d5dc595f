package io.github.jotguard.spring.settings;

import io.github.jotguard.logging.LoggerNames;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of paths that were probably written with the context path, so that they match other requests than meant. For
 * Spring MVC without Spring Security the filter does it.
 *
 * <p>Internal: may change without notice.
 */
public final class ContextPaths {

    private static final Logger LOG = LoggerFactory.getLogger(LoggerNames.SPRING);

    private ContextPaths() {}

    /**
     * Warns of all paths, for our filter in WebFlux.
     *
     * @param contextPath null or empty for none
     */
    public static void warnOfAll(JotguardProperties properties, @Nullable String contextPath) {
        warn(contextPath, Stream.of(properties.exclude(), properties.optional(), scoped(properties)));
    }

    /**
     * Warns of the paths of required scopes, the only ones that count behind Spring Security.
     *
     * @param contextPath null or empty for none
     */
    public static void warnOfScoped(JotguardProperties properties, @Nullable String contextPath) {
        warn(contextPath, Stream.of(scoped(properties)));
    }

    private static List<String> scoped(JotguardProperties properties) {
        Set<String> paths = properties.requireScopeAt().keySet();
        return List.copyOf(paths);
    }

    private static void warn(@Nullable String contextPath, Stream<List<String>> lists) {
        if (contextPath == null || contextPath.isBlank() || contextPath.equals("/")) {
            return;
        }
        NavigableSet<String> found = new TreeSet<>();
        lists.flatMap(List::stream)
                .filter(path -> path.equals(contextPath) || path.startsWith(contextPath + "/"))
                .forEach(found::add);
        if (!found.isEmpty()) {
            LOG.warn(
                    "The paths {} begin with the context path {}, but paths are written without it, so these match"
                            + " nothing outside of {}{}. Remove {} from them, unless you mean that",
                    found,
                    contextPath,
                    contextPath,
                    contextPath,
                    contextPath);
        }
    }
}
