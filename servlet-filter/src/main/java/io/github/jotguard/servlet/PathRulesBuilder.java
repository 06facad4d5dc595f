package io.github.jotguard.servlet;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects the rules for paths. Not thread-safe; {@link #build()} returns immutable rules. */
final class PathRulesBuilder {

    private final List<PathPattern> excluded = new ArrayList<>();
    private final List<PathPattern> optional = new ArrayList<>();
    private final Set<String> scopesEverywhere = new HashSet<>();
    private final Map<PathPattern, Set<String>> scopesAt = new LinkedHashMap<>();

    /**
     * Excludes paths from protection.
     *
     * @throws IllegalArgumentException if a pattern is not of the form of {@link PathPattern}, or is {@code /*}
     */
    void exclude(String... patterns) {
        List<PathPattern> parsed = parse(patterns);
        if (parsed.stream().anyMatch(PathPattern::isEverything)) {
            throw new IllegalArgumentException(
                    "exclude(\"/*\") would protect nothing; do not register the filter instead");
        }
        excluded.addAll(parsed);
    }

    /**
     * Lets requests without a token through on paths.
     *
     * @throws IllegalArgumentException if a pattern is not of the form of {@link PathPattern}
     */
    void optional(String... patterns) {
        optional.addAll(parse(patterns));
    }

    private static List<PathPattern> parse(String... patterns) {
        return List.of(patterns).stream().map(PathPattern::of).toList();
    }

    /** Requires scopes of every token. */
    void requireScopes(List<String> scopes) {
        scopesEverywhere.addAll(scopes);
    }

    /**
     * Requires more scopes at a path and everything below it.
     *
     * @throws IllegalArgumentException if the pattern is not of the form of {@link PathPattern}
     */
    void requireScopesAt(String pattern, List<String> scopes) {
        scopesAt.computeIfAbsent(PathPattern.of(pattern), first -> new HashSet<>())
                .addAll(scopes);
    }

    /**
     * Builds the rules.
     *
     * @throws IllegalStateException if rules contradict each other
     */
    PathRules build() {
        return new PathRules(excluded, optional, scopesEverywhere, scopesAt);
    }
}
