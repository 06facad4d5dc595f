package io.github.jotguard.spring.reactive;

import io.github.jotguard.spring.settings.FilterSettings;
import io.github.jotguard.spring.settings.InvalidSettingException;
import io.github.jotguard.spring.settings.JotguardProperties;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

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

    private final List<PathPattern> patterns;

    private ExcludedPaths(List<PathPattern> patterns) {
        this.patterns = patterns;
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
        return new ExcludedPaths(
                paths.stream().map(path -> pattern(property, path)).toList());
    }

    private static PathPattern pattern(String property, String path) {
        boolean isPath = path.startsWith("/")
                && WRITTEN.matcher(path).matches()
                && !AMBIGUOUS.matcher(path).find();
        if (!isPath) {
            throw new InvalidSettingException(
                    property + " cannot be used: \"" + path + "\" is not a path.",
                    "Change " + property + ". " + FilterSettings.HOW_TO_WRITE_PATHS);
        }
        String spring = path.endsWith(BELOW) ? path + "*" : path;
        return PathPatternParser.defaultInstance.parse(spring);
    }

    boolean contains(ServerHttpRequest request) {
        PathContainer path = request.getPath().pathWithinApplication();
        return !AMBIGUOUS.matcher(path.value().replace("%20", "")).find()
                && patterns.stream().anyMatch(pattern -> pattern.matches(path));
    }
}
