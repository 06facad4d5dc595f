package io.github.jotguard.servlet;

import io.github.jotguard.settings.PathTable;
import java.util.Collection;
import java.util.List;

/** Patterns, one of which matches a path exactly. The time of a look-up does not depend on their number. Immutable. */
final class PathPatterns {

    private final List<PathPattern> patterns;
    private final PathTable table;

    PathPatterns(Collection<PathPattern> patterns) {
        this.patterns = List.copyOf(patterns);
        this.table = new PathTable(paths(patterns, false), paths(patterns, true));
    }

    private static List<String> paths(Collection<PathPattern> patterns, boolean withAllBelow) {
        return patterns.stream()
                .filter(pattern -> pattern.withAllBelow() == withAllBelow)
                .map(PathPattern::path)
                .toList();
    }

    /** Returns whether a pattern {@linkplain PathPattern#matches matches}. */
    boolean match(String canonicalPath) {
        return table.contains(canonicalPath);
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
