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
    private final Beginnings ancestors;

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
        this.ancestors = new Beginnings(Set.copyOf(ancestors));
    }

    /** Returns whether the table has no path. */
    public boolean isEmpty() {
        return paths.isEmpty();
    }

    /** Returns whether a path is in the table, or below one that is there with everything below. */
    public boolean contains(String path) {
        return paths.contains(path) || ancestors.anyBefore('/', path);
    }
}
