package io.github.jotguard.servlet;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Patterns, one of which matches a path exactly. The time of a look-up depends on the path and on the longest pattern,
 * not on the number of patterns. Immutable.
 */
final class PathPatterns {

    private final List<PathPattern> patterns;
    private final Set<String> paths;
    private final Set<String> ancestors;
    private final int longestAncestor;

    PathPatterns(Collection<PathPattern> patterns) {
        this.patterns = List.copyOf(patterns);
        this.paths = patterns.stream().map(PathPattern::path).collect(Collectors.toUnmodifiableSet());
        this.ancestors = patterns.stream()
                .filter(PathPattern::withAllBelow)
                .map(PathPattern::path)
                .collect(Collectors.toUnmodifiableSet());
        this.longestAncestor = ancestors.stream().mapToInt(String::length).max().orElse(-1);
    }

    /** Returns whether a pattern {@linkplain PathPattern#matches matches}. */
    boolean match(String canonicalPath) {
        return paths.contains(canonicalPath) || isBelowOne(canonicalPath);
    }

    /** Looks up what stands before each slash, up to the length of the longest pattern: a long path costs no more. */
    private boolean isBelowOne(String path) {
        for (int slash = path.indexOf('/');
                slash >= 0 && slash <= longestAncestor;
                slash = path.indexOf('/', slash + 1)) {
            if (ancestors.contains(path.substring(0, slash))) {
                return true;
            }
        }
        return false;
    }

    boolean isEmpty() {
        return patterns.isEmpty();
    }

    /** Returns the patterns as they were written. */
    @Override
    public String toString() {
        return patterns.toString();
    }
}
