package io.github.jotguard.servlet;

/**
 * A path, or with {@code /*} at its end a path and everything below it, by whole segments. Decoded and relative to the
 * context.
 *
 * @param path without the {@code /*}; empty for {@code /*} alone
 */
record PathPattern(String path, boolean withAllBelow) {

    private static final String BELOW = "/*";
    private static final String NEVER = "*?;\\%#";

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

    boolean isEverything() {
        return withAllBelow && path.isEmpty();
    }

    /** Returns the pattern as it was written. */
    @Override
    public String toString() {
        return withAllBelow ? path + BELOW : path;
    }
}
