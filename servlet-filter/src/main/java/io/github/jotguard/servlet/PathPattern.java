package io.github.jotguard.servlet;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A path, or with {@code /*} at its end a path and everything below it, by whole segments. Decoded and relative to the
 * context.
 *
 * @param path without the {@code /*}; empty for {@code /*} alone
 */
record PathPattern(String path, boolean withAllBelow) {

    private static final String BELOW = "/*";
    private static final String NEVER = "*?;\\%#";

    /**
     * The dots and spaces at the ends of names. Matching takes linear time: a run of dots is read from its beginning
     * alone.
     */
    private static final Pattern ENDS_OF_NAMES = Pattern.compile("(?<![. ])[. ]++(?=/|$)");

    static PathPattern of(String pattern) {
        boolean withAllBelow = pattern.endsWith(BELOW);
        String path = withAllBelow ? pattern.substring(0, pattern.length() - BELOW.length()) : pattern;
        boolean isRoot = withAllBelow ? path.isEmpty() : path.equals("/");
        if (!isRoot && !hasName(path)) {
            throw new IllegalArgumentException("The path pattern \"" + pattern
                    + "\" must be a path such as /health or end in a segment of its own such as /public/*; decoded, and"
                    + " without . and .. segments and the characters " + NEVER);
        }
        return new PathPattern(path, withAllBelow);
    }

    private static boolean hasName(String path) {
        return RequestPath.hasPlainSegments(path)
                && !path.endsWith("/")
                && path.chars().noneMatch(c -> Character.isISOControl(c) || NEVER.indexOf(c) >= 0);
    }

    /** Returns whether a path matches exactly: for exceptions from protection. */
    boolean matches(String canonicalPath) {
        return canonicalPath.equals(path) || (withAllBelow && canonicalPath.startsWith(path + "/"));
    }

    /**
     * Returns whether a path matches in any spelling: for requirements, which hold with or without {@code /*}. A
     * trailing slash, another case or a path below must not evade them. Nor must dots and spaces at the end of a name,
     * which some file systems leave out.
     */
    boolean covers(String canonicalPath) {
        String low =
                ENDS_OF_NAMES.matcher(canonicalPath.toLowerCase(Locale.ROOT)).replaceAll("");
        String lowPath = ENDS_OF_NAMES.matcher(path.toLowerCase(Locale.ROOT)).replaceAll("");
        return path.equals("/") ? low.equals("/") : low.equals(lowPath) || low.startsWith(lowPath + "/");
    }

    boolean isEverything() {
        return withAllBelow && path.isEmpty();
    }

    /** Returns the pattern as it was written. */
    @Override
    public String toString() {
        return withAllBelow ? path + BELOW : path;
    }
}
