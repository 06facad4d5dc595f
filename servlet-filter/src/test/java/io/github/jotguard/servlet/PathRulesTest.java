package io.github.jotguard.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathRulesTest {

    private static final PathRules RULES = new PathRules(
            List.of(PathPattern.of("/health"), PathPattern.of("/public/*")),
            List.of(PathPattern.of("/feed/*")),
            Set.of("use"),
            Map.of(PathPattern.of("/admin"), Set.of("admin"), PathPattern.of("/reports/*"), Set.of("read", "report")));

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/public", "/public/", "/public/a", "/public/a/b"})
    void excludesByWholeSegments(String path) {
        assertThat(RULES.isExcluded(one(path))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/healthz",
                "/health/",
                "/health/a",
                "/HEALTH",
                "/publicity",
                "/Public/a",
                "/a/public/b",
                "/feed",
                "/admin"
            })
    void protectsEverythingElse(String path) {
        assertThat(RULES.isExcluded(one(path))).isFalse();
    }

    @Test
    void protectsAPathThatIsNotCanonical() {
        assertThat(RULES.isExcluded(List.of(Optional.empty()))).isFalse();
        assertThat(RULES.isOptional(List.of(Optional.empty()))).isFalse();
    }

    @Test
    void protectsAnIncludeUnlessBothOfItsPathsAreExcluded() {
        assertThat(RULES.isExcluded(List.of(Optional.of("/public"), Optional.of("/health"))))
                .isTrue();
        assertThat(RULES.isExcluded(List.of(Optional.of("/public"), Optional.of("/admin"))))
                .isFalse();
        assertThat(RULES.isExcluded(List.of(Optional.of("/admin"), Optional.of("/public"))))
                .isFalse();
        assertThat(RULES.isOptional(List.of(Optional.of("/public"), Optional.of("/feed"))))
                .isTrue();
        assertThat(RULES.isOptional(List.of(Optional.of("/feed"), Optional.of("/admin"))))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin",
                "/admin/",
                "/admin/users",
                "/ADMIN",
                "/Admin/Users",
                "/admin.",
                "/admin ",
                "/admin. ./users",
                "/admin ./"
            })
    void demandsTheScopesOfAPathBelowItAndInAnyCaseToo(String path) {
        assertThat(RULES.scopesFor(one(path))).containsExactly("admin", "use");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/administrators", "/a/admin", "/report", "/admin.a", "/admin a", "/.admin"})
    void demandsNoMoreThanWhatIsNeededEverywhereOfOtherPaths(String path) {
        assertThat(RULES.scopesFor(one(path))).containsExactly("use");
    }

    @Test
    void demandsTheScopesOfAllRulesOfAPathThatIsNotCanonical() {
        assertThat(RULES.scopesFor(List.of(Optional.empty()))).containsExactly("admin", "read", "report", "use");
    }

    @Test
    void demandsTheScopesOfTheRootOfTheRootAlone() {
        PathRules rules = new PathRules(
                List.of(),
                List.of(),
                Set.of(),
                Map.of(PathPattern.of("/"), Set.of("root"), PathPattern.of("/*"), Set.of("all")));

        assertThat(rules.scopesFor(one("/"))).containsExactly("all", "root");
        assertThat(rules.scopesFor(one("/a"))).containsExactly("all");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "health",
                "/public*",
                "/public/**",
                "/*/a",
                "/a*b",
                "*",
                "*.html",
                "/a//b",
                "/a/../b",
                "/a/.",
                "/a;b",
                "/a%20b",
                "/a?b",
                "/a\\b",
                "/a/",
                "/a#b",
                "//*",
                "/a\u0000"
            })
    void rejectsPatternsThatItCannotMeanExactly(String pattern) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PathPattern.of(pattern))
                .withMessageContaining("path pattern");
    }

    @Test
    void rejectsRulesThatContradictEachOther() {
        List<PathPattern> open = List.of(PathPattern.of("/public/*"));
        Map<PathPattern, Set<String>> scopes = Map.of(PathPattern.of("/public/admin"), Set.of("admin"));

        assertThatIllegalStateException()
                .isThrownBy(() -> new PathRules(open, List.of(), Set.of(), scopes))
                .withMessageContaining("/public/admin");
        assertThatIllegalStateException()
                .isThrownBy(() -> new PathRules(List.of(), open, Set.of(), scopes))
                .withMessageContaining("/public/admin");
        assertThatIllegalStateException()
                .isThrownBy(() -> new PathRules(open, open, Set.of(), Map.of()))
                .withMessageContaining("/public/*");
    }

    private static List<Optional<String>> one(String path) {
        return List.of(Optional.of(path));
    }
}
