package io.github.jotguard.settings;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The scopes that are required at paths. A path requires its scopes in any spelling: in upper and lower case, with dots
 * and spaces at the ends of names, which some file systems leave out, and for everything below it by whole segments.
 * The time of a look-up depends on the path and on the longest of these paths, not on their number. Immutable.
 */
public final class ScopesByPath {

    private static final String ROOT = "/";

    /** Matching takes linear time: a run of dots is read from its beginning alone. */
    private static final Pattern ENDS_OF_NAMES = Pattern.compile("(?<![. ])[. ]++(?=/|$)");

    /** By the plain spelling of the path. */
    private final Map<String, Set<String>> scopes;

    private final Set<String> atRoot;
    private final SortedSet<String> all;
    private final int longest;

    private ScopesByPath(Map<String, Set<String>> scopes, Set<String> atRoot) {
        this.scopes = scopes;
        this.atRoot = atRoot;
        this.longest = scopes.keySet().stream().mapToInt(String::length).max().orElse(-1);
        NavigableSet<String> union = new TreeSet<>(atRoot);
        scopes.values().forEach(union::addAll);
        this.all = Collections.unmodifiableNavigableSet(union);
    }

    /**
     * Creates the table.
     *
     * @param scopes by decoded paths that begin with a slash; the empty path is everything, and {@code /} the root alone,
     *     with and without its slash
     */
    public static ScopesByPath of(Map<String, ? extends Collection<String>> scopes) {
        Map<String, Set<String>> bySpelling = new HashMap<>();
        Set<String> atRoot = new TreeSet<>();
        scopes.forEach((path, needed) -> (path.equals(ROOT)
                        ? atRoot
                        : bySpelling.computeIfAbsent(plainSpelling(path), first -> new TreeSet<>()))
                .addAll(needed));
        return new ScopesByPath(bySpelling, atRoot);
    }

    /** Returns whether no path requires a scope. */
    public boolean isEmpty() {
        return scopes.isEmpty() && atRoot.isEmpty();
    }

    /** Returns the scopes of all paths. */
    public SortedSet<String> all() {
        return all;
    }

    /** Returns the scopes that a decoded path requires. */
    public SortedSet<String> at(String decodedPath) {
        SortedSet<String> needed = new TreeSet<>();
        String path = plainSpelling(decodedPath);
        if (path.equals(ROOT) || path.isEmpty()) {
            needed.addAll(atRoot);
        }
        add(path, needed);
        for (int slash = path.indexOf('/'); slash >= 0 && slash <= longest; slash = path.indexOf('/', slash + 1)) {
            add(path.substring(0, slash), needed);
        }
        return needed;
    }

    private void add(String path, Collection<String> needed) {
        Set<String> found = scopes.get(path);
        if (found != null) {
            needed.addAll(found);
        }
    }

    private static String plainSpelling(String path) {
        String low = path.toLowerCase(Locale.ROOT);
        return low.indexOf('.') < 0 && low.indexOf(' ') < 0
                ? low
                : ENDS_OF_NAMES.matcher(low).replaceAll("");
    }
}
