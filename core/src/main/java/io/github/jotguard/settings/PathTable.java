package io.github.jotguard.settings;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Paths, some of them with everything below, by whole segments. The time of a look-up depends on the path and on the
 * longest of these paths, not on their number. Immutable.
 */
public final class PathTable {

    private final Set<String> paths;
    /** The paths that are in the table with everything below. */
    private final Set<String> ancestors;

    private final int longestAncestor;

    /**
     * Creates a table.
     *
     * @param paths that are in it without what is below; {@code /} is the root
     * @param ancestors that are in it with everything below; the empty path is everything
     */
    public PathTable(Collection<String> paths, Collection<String> ancestors) {
        Set<String> all = new HashSet<>(paths);
        all.addAll(ancestors);
        this.paths = Set.copyOf(all);
        this.ancestors = Set.copyOf(ancestors);
        this.longestAncestor = ancestors.stream().mapToInt(String::length).max().orElse(-1);
    }

    /** Returns whether the table has no path. */
    public boolean isEmpty() {
        return paths.isEmpty();
    }

    /** Returns whether a path is in the table, or below one that is there with everything below. */
    public boolean contains(String path) {
        return paths.contains(path) || isBelowOne(path);
    }

    /** Looks up what stands before each slash, up to the length of the longest path: a long path costs no more. */
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
}
