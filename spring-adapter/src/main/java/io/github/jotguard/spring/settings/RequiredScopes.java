package io.github.jotguard.spring.settings;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.bearer.ChallengeText;
import io.github.jotguard.bearer.ClaimValues;
import io.github.jotguard.settings.ScopesByPath;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.web.util.UriUtils;

/**
 * The scopes that a token needs: everywhere, and at some paths. A rule for a path holds below it, in upper and lower
 * case. A path that can be read in more than one way needs the scopes of all rules. Immutable.
 *
 * <p>Internal: may change without notice.
 */
public final class RequiredScopes {

    private static final String BELOW = "/*";
    private static final String BRACKETS = "In brackets, a path keeps its slashes and stars, such as \"[/admin/*]\".";
    private static final Pattern WRITTEN = Pattern.compile("/|/\\*|(?:/[^/*?;\\\\%#{}]+)+(?:/\\*)?");
    /** The signs of an ambiguous path, as for {@code jotguard.exclude}. */
    private static final Pattern AMBIGUOUS = Pattern.compile("[;\\\\]|%[0-7]|//|/\\.\\.?(?:/|$)");

    private static final char REPLACEMENT = '\uFFFD';

    private final List<String> everywhere;
    private final ScopesByPath atPaths;
    private final List<String> claims;

    private RequiredScopes(SortedSet<String> everywhere, ScopesByPath atPaths, List<String> claims) {
        this.everywhere = List.copyOf(everywhere);
        this.atPaths = atPaths;
        this.claims = claims;
    }

    /**
     * Reads the properties.
     *
     * @throws InvalidSettingException if a path or a scope is not of its form
     */
    public static RequiredScopes of(JotguardProperties properties) {
        SettingCheck.use("jotguard.require-scope", () -> ChallengeText.requireScopes(properties.requireScope()));
        if (properties.scopeFrom().stream().anyMatch(String::isBlank)) {
            throw new InvalidSettingException(
                    "jotguard.scope-from has an empty name.",
                    "Correct jotguard.scope-from to names of claims, such as scp, or remove it.");
        }
        Map<String, List<String>> atPaths = new HashMap<>();
        properties.requireScopeAt().forEach((path, scopes) -> {
            String property = "jotguard.require-scope-at[" + path + "]";
            SettingCheck.use(property, () -> ChallengeText.requireScopes(scopes));
            if (scopes.isEmpty()
                    || !WRITTEN.matcher(path).matches()
                    || AMBIGUOUS.matcher(path).find()) {
                throw new InvalidSettingException(
                        property + " cannot be used: it must be a path with at least one scope.",
                        "Change " + property + ". " + FilterSettings.HOW_TO_WRITE_PATHS + " " + BRACKETS);
            }
            atPaths.computeIfAbsent(withoutBelow(path), first -> new ArrayList<>())
                    .addAll(scopes);
        });
        return new RequiredScopes(
                new TreeSet<>(properties.requireScope()),
                ScopesByPath.of(atPaths),
                List.copyOf(properties.scopeFrom()));
    }

    /**
     * Checks that no open path covers a rule: a request without a token would evade it.
     *
     * @throws InvalidSettingException if one does
     */
    public static void checkReachable(JotguardProperties properties) {
        for (String path : properties.requireScopeAt().keySet()) {
            reject(path, "jotguard.exclude", properties.exclude());
            reject(path, "jotguard.optional", properties.optional());
        }
    }

    private static void reject(String path, String property, Collection<String> open) {
        String inner = withoutBelow(path);
        boolean isCovered = open.stream().anyMatch(pattern -> {
            String outer = withoutBelow(pattern);
            return inner.equals(outer) || (pattern.endsWith(BELOW) && inner.startsWith(outer + "/"));
        });
        if (isCovered) {
            throw new InvalidSettingException(
                    "jotguard.require-scope-at[" + path + "] could be evaded by sending no token, because " + property
                            + " covers it.",
                    "Remove the path from one of the two.");
        }
    }

    private static String withoutBelow(String path) {
        return path.endsWith(BELOW) ? path.substring(0, path.length() - BELOW.length()) : path;
    }

    /** Returns the scopes of all rules: first those that are required everywhere, then those of paths. */
    List<String> all() {
        Set<String> all = new LinkedHashSet<>(everywhere);
        all.addAll(atPaths.all());
        return List.copyOf(all);
    }

    /** Returns whether no scope is required anywhere. */
    public boolean isEmpty() {
        return everywhere.isEmpty() && atPaths.isEmpty();
    }

    /**
     * Returns the scopes that a request needs.
     *
     * @param rawPaths the paths that it leads to, as they were sent, below the context of the application
     */
    public List<String> needed(String... rawPaths) {
        if (atPaths.isEmpty()) {
            return everywhere;
        }
        SortedSet<String> needed = new TreeSet<>(everywhere);
        for (String rawPath : rawPaths) {
            needed.addAll(neededAt(rawPath));
        }
        return List.copyOf(needed);
    }

    /** Returns whether a path has a rule of its own, so that a request without a token must not pass. */
    public boolean hasRuleAt(String rawPath) {
        return !neededAt(rawPath).isEmpty();
    }

    /** Returns whether a token has scopes. */
    public boolean areIn(VerifiedJwt jwt, Collection<String> needed) {
        return needed.isEmpty()
                || claims.stream()
                        .flatMap(claim -> ClaimValues.names(jwt.claims(), claim).stream())
                        .toList()
                        .containsAll(needed);
    }

    private Set<String> neededAt(String rawPath) {
        if (atPaths.isEmpty()) {
            return Set.of();
        }
        return read(rawPath).map(atPaths::at).orElseGet(atPaths::all);
    }

    /** Returns the path decoded; empty if it can be read in more than one way. */
    private static Optional<String> read(String rawPath) {
        if (PlainPaths.isPlain(rawPath)) {
            return Optional.of(rawPath);
        }
        return Stream.of(rawPath)
                .filter(raw -> !AMBIGUOUS.matcher(raw.replace("%20", "")).find())
                .map(RequiredScopes::decoded)
                .filter(path -> path.indexOf(REPLACEMENT) < 0 && path.chars().noneMatch(Character::isISOControl))
                .filter(path -> Normalizer.isNormalized(path, Normalizer.Form.NFKC))
                .findFirst();
    }

    private static String decoded(String raw) {
        try {
            return UriUtils.decode(raw, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return String.valueOf(REPLACEMENT);
        }
    }
}
