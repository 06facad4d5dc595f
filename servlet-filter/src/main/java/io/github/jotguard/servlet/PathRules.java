package io.github.jotguard.servlet;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The rules for the paths of an application: excluded, optional, and required scopes. Every path is protected unless a
 * rule excludes it. Immutable.
 *
 * <p>Each method gets all {@linkplain RequestPath#allOf paths that a request leads to}.
 */
final class PathRules {

    private final List<PathPattern> excluded;
    private final List<PathPattern> optional;
    private final Set<String> scopesEverywhere;
    private final Map<PathPattern, Set<String>> scopesAt;

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
        this.excluded = List.copyOf(excluded);
        this.optional = List.copyOf(optional);
        this.scopesEverywhere = Set.copyOf(scopesEverywhere);
        this.scopesAt = Map.copyOf(scopesAt);
        optional.forEach(pattern -> checkNotExcluded(pattern, "optional"));
        scopesAt.keySet().forEach(pattern -> checkNotExcluded(pattern, "requireScopeAt"));
        scopesAt.keySet().forEach(this::checkNotOptional);
    }

    private void checkNotExcluded(PathPattern pattern, String rule) {
        if (excluded.stream().anyMatch(exclusion -> exclusion.matches(pattern.path()))) {
            throw new IllegalStateException(
                    rule + " \"" + pattern + "\" has no effect, because exclude covers it; remove one of the two");
        }
    }

    private void checkNotOptional(PathPattern pattern) {
        if (optional.stream().anyMatch(option -> option.matches(pattern.path()))) {
            throw new IllegalStateException("requireScopeAt \"" + pattern
                    + "\" could be evaded by sending no token, because optional covers it; remove one of the two");
        }
    }

    boolean isExcluded(List<Optional<String>> canonicalPaths) {
        return canonicalPaths.stream().allMatch(path -> matches(excluded, path));
    }

    boolean isOptional(List<Optional<String>> canonicalPaths) {
        return canonicalPaths.stream().allMatch(path -> matches(excluded, path) || matches(optional, path));
    }

    private static boolean matches(List<PathPattern> patterns, Optional<String> canonicalPath) {
        return canonicalPath.isPresent() && patterns.stream().anyMatch(pattern -> pattern.matches(canonicalPath.get()));
    }

    /**
     * Returns the scopes that a token needs. A path that is not canonical could lead anywhere, so it needs those of all
     * rules.
     */
    SortedSet<String> scopesFor(List<Optional<String>> canonicalPaths) {
        SortedSet<String> needed = new TreeSet<>(scopesEverywhere);
        scopesAt.forEach((pattern, scopes) -> {
            if (canonicalPaths.stream().anyMatch(path -> path.isEmpty() || pattern.covers(path.get()))) {
                needed.addAll(scopes);
            }
        });
        return needed;
    }

    /** Returns the scopes of all rules: first those that are required everywhere, then those of paths. */
    List<String> allScopes() {
        Set<String> all = new LinkedHashSet<>(new TreeSet<>(scopesEverywhere));
        scopesAt.values().stream().flatMap(Set::stream).sorted().forEach(all::add);
        return List.copyOf(all);
    }

    /** Returns the exceptions, such as {@code , except excluded [/health]}; empty if there are none. */
    @Override
    public String toString() {
        return describe("excluded", excluded) + describe("optional", optional);
    }

    private static String describe(String kind, List<PathPattern> patterns) {
        return patterns.isEmpty() ? "" : ", " + kind + " " + patterns;
    }
}
