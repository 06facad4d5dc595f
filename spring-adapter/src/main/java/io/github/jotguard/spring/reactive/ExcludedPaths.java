package io.github.jotguard.spring.reactive;

import io.github.jotguard.settings.PathTable;
import io.github.jotguard.spring.settings.FilterSettings;
import io.github.jotguard.spring.settings.InvalidSettingException;
import io.github.jotguard.spring.settings.JotguardProperties;
import io.github.jotguard.spring.settings.PlainPaths;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Excluded paths of WebFlux, written as for the servlet filter and matched as WebFlux matches paths to controllers. A
 * request whose path can be read in more than one way is never among them.
 *
 * <p>Internal: may change without notice.
 */
public final class ExcludedPaths {

    private static final String BELOW = "/*";
    /**
     * The form of a path, with or without {@code /*}; no character that has a meaning in a pattern of Spring or is
     * encoded.
     */
    private static final Pattern WRITTEN = Pattern.compile("/?|(?:/[^/*?;\\\\%#{}]+)+(?:/\\*)?");
    /**
     * The signs of an ambiguous path: parameters, encoded ASCII characters, empty segments, and segments that lead up.
     */
    private static final Pattern AMBIGUOUS = Pattern.compile("[;\\\\]|%[0-7]|//|/\\.\\.?(?:/|$)");

    private final PathTable table;

    private ExcludedPaths(PathTable table) {
        this.table = table;
    }

    /**
     * Checks the paths of both properties.
     *
     * @throws InvalidSettingException if a path is not of this form
     */
    public static void check(JotguardProperties properties) {
        excluded(properties);
        optional(properties);
    }

    /**
     * Returns the excluded paths.
     *
     * @throws InvalidSettingException if a path is not of this form
     */
    public static ExcludedPaths excluded(JotguardProperties properties) {
        return of("jotguard.exclude", properties.exclude());
    }

    /**
     * Returns the paths that accept a request without a token.
     *
     * @throws InvalidSettingException if a path is not of this form
     */
    public static ExcludedPaths optional(JotguardProperties properties) {
        return of("jotguard.optional", properties.optional());
    }

    /**
     * Parses paths.
     *
     * @param property that the paths come from
     * @throws InvalidSettingException if one is not of this form
     */
    static ExcludedPaths of(String property, List<String> paths) {
        Set<String> exact = new HashSet<>();
        Set<String> ancestors = new HashSet<>();
        for (String path : paths) {
            check(property, path);
            if (path.endsWith(BELOW)) {
                ancestors.add(path.substring(0, path.length() - BELOW.length()));
            } else {
                exact.add(path);
            }
        }
        return new ExcludedPaths(new PathTable(exact, ancestors));
    }

    private static void check(String property, String path) {
        boolean isPath = path.startsWith("/")
                && WRITTEN.matcher(path).matches()
                && !AMBIGUOUS.matcher(path).find();
        if (!isPath) {
            throw new InvalidSettingException(
                    property + " cannot be used: \"" + path + "\" is not a path.",
                    "Change " + property + ". " + FilterSettings.HOW_TO_WRITE_PATHS);
        }
    }

    /** Costs no more with many paths than with one. */
    boolean contains(ServerHttpRequest request) {
        if (table.isEmpty()) {
            return false;
        }
        PathContainer path = request.getPath().pathWithinApplication();
        if (PlainPaths.isPlain(path.value())) {
            return table.contains(path.value());
        }
        return !AMBIGUOUS.matcher(path.value().replace("%20", "")).find() && table.contains(decoded(path));
    }

    /** Returns the path with its segments decoded, as WebFlux compares them with those of controllers. */
    private static String decoded(PathContainer path) {
        return path.elements().stream()
                .map(element ->
                        element instanceof PathContainer.PathSegment segment ? segment.valueToMatch() : element.value())
                .collect(Collectors.joining());
    }
}
