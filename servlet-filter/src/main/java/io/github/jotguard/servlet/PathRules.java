package io.github.jotguard.servlet;

import io.github.jotguard.settings.ScopesByPath;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rules for the paths of an application: excluded, optional, and required scopes. Every path is protected unless a
 * rule excludes it. Immutable.
 *
 * <p>Each method gets all {@linkplain RequestPath#allOf paths that a request leads to}.
 */
final class PathRules {

    private final PathPatterns excluded;
    private final PathPatterns optional;
    private final SortedSet<String> scopesEverywhere;
    private final ScopesByPath scopesAt;
    /** The patterns of all rules. */
    private final List<PathPattern> patterns;

    /**
     * Creates the rules.
     *
     * @throws IllegalStateException if rules contradict each other
     */
    PathRules(
            Collection<PathPattern> excluded,
            Collection<PathPattern> optional,
            Set<String> scopesEverywhere,
            Map<PathPattern, Set<String>> scopesAt) {
        this.excluded = new PathPatterns(excluded);
        this.optional = new PathPatterns(optional);
        this.scopesEverywhere = Collections.unmodifiableSortedSet(new TreeSet<>(scopesEverywhere));
        this.scopesAt = byPath(scopesAt);
        this.patterns = Stream.of(excluded, optional, scopesAt.keySet())
                .flatMap(Collection::stream)
                .toList();
        optional.forEach(pattern -> checkNotExcluded(pattern, "optional"));
        scopesAt.keySet().forEach(pattern -> checkNotExcluded(pattern, "requireScopeAt"));
        scopesAt.keySet().forEach(this::checkNotOptional);
    }

    /** Rules hold below their path with and without {@code /*}. */
    private static ScopesByPath byPath(Map<PathPattern, Set<String>> scopes) {
        Map<String, Set<String>> byPath = new HashMap<>();
        scopes.forEach((pattern, needed) ->
                byPath.computeIfAbsent(pattern.path(), first -> new HashSet<>()).addAll(needed));
        return ScopesByPath.of(byPath);
    }

    private void checkNotExcluded(PathPattern pattern, String rule) {
        if (excluded.match(pattern.path())) {
            throw new IllegalStateException(
                    rule + " \"" + pattern + "\" has no effect, because exclude covers it; remove one of the two");
        }
    }

    private void checkNotOptional(PathPattern pattern) {
        if (optional.match(pattern.path())) {
            throw new IllegalStateException("requireScopeAt \"" + pattern
                    + "\" could be evaded by sending no token, because optional covers it; remove one of the two");
        }
    }

    boolean isExcluded(List<Optional<String>> canonicalPaths) {
        for (Optional<String> path : canonicalPaths) {
            if (path.isEmpty() || !excluded.match(path.get())) {
                return false;
            }
        }
        return true;
    }

    boolean isOptional(List<Optional<String>> canonicalPaths) {
        for (Optional<String> path : canonicalPaths) {
            if (path.isEmpty() || !(excluded.match(path.get()) || optional.match(path.get()))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns the scopes that a token needs. A path that is not canonical could lead anywhere, so it needs those of all
     * rules.
     */
    SortedSet<String> scopesFor(List<Optional<String>> canonicalPaths) {
        if (scopesAt.isEmpty()) {
            return scopesEverywhere;
        }
        SortedSet<String> needed = new TreeSet<>(scopesEverywhere);
        for (Optional<String> path : canonicalPaths) {
            needed.addAll(path.isEmpty() ? scopesAt.all() : scopesAt.at(path.get()));
        }
        return needed;
    }

    /** Returns the scopes of all rules: first those that are required everywhere, then those of paths. */
    List<String> allScopes() {
        Set<String> all = new LinkedHashSet<>(scopesEverywhere);
        all.addAll(scopesAt.all());
        return List.copyOf(all);
    }

    /** Returns the patterns that begin with a path, as they were written, in their order. */
    SortedSet<String> patternsBelow(String path) {
        return patterns.stream()
                .filter(pattern -> pattern.path().equals(path) || pattern.path().startsWith(path + "/"))
                .map(PathPattern::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the exceptions, such as {@code , except excluded [/health]}; empty if there are none. */
    @Override
    public String toString() {
        return describe("excluded", excluded) + describe("optional", optional);
    }

    private static String describe(String kind, PathPatterns patterns) {
        return patterns.isEmpty() ? "" : ", " + kind + " " + patterns;
    }
}
