package io.github.jotguard.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScopesByPathTest {

    private static final List<String> SEGMENTS = List.of("a", "b", "A", "a.", "b ", "ab", "\u00c9", ".a", " ", "..");

    /** The look-up is compared with the definition, a scan of all rules. */
    @Test
    void requiresTheScopesOfEachRuleThatCoversThePath() {
        Random random = new Random(23);
        int covered = 0;
        int paths = 0;
        for (int round = 0; round < 1_000; round++) {
            Map<String, List<String>> rules = new HashMap<>();
            for (int i = random.nextInt(12); i > 0; i--) {
                rules.put(rule(random), List.of("scope" + i, "all"));
            }
            ScopesByPath lookUp = ScopesByPath.of(rules);
            for (int i = 0; i < 100; i++) {
                String path = path(random, 5) + (random.nextInt(4) == 0 ? "/" : "");
                Set<String> scanned = new TreeSet<>();
                rules.forEach((rule, scopes) -> scanned.addAll(covers(rule, path) ? scopes : List.of()));
                assertThat(lookUp.at(path)).as("%s of %s", path, rules).isEqualTo(scanned);
                covered += scanned.isEmpty() ? 0 : 1;
                paths++;
            }
        }
        assertThat(covered).isBetween(paths / 10, paths * 9 / 10);
    }

    @Test
    void requiresTheScopesOfTheRootOfTheRootAlone() {
        ScopesByPath rules = ScopesByPath.of(Map.of("/", List.of("root"), "", List.of("all")));

        assertThat(rules.at("/")).containsExactly("all", "root");
        assertThat(rules.at("/a")).containsExactly("all");
        assertThat(rules.at("")).as("the context path alone").containsExactly("all", "root");
        assertThat(rules.all()).containsExactly("all", "root");
    }

    @Test
    void isEmptyWithoutRules() {
        assertThat(ScopesByPath.of(Map.of()).isEmpty()).isTrue();
        assertThat(ScopesByPath.of(Map.of()).at("/a/b")).isEmpty();
        assertThat(ScopesByPath.of(Map.of()).all()).isEmpty();
        assertThat(ScopesByPath.of(Map.of("/", List.of("root"))).isEmpty()).isFalse();
        assertThat(ScopesByPath.of(Map.of("/a", List.of("a"))).isEmpty()).isFalse();
    }

    private static boolean covers(String rule, String path) {
        String low = plainSpelling(path);
        String lowRule = plainSpelling(rule);
        return rule.equals("/")
                ? low.equals("/") || low.isEmpty()
                : low.equals(lowRule) || low.startsWith(lowRule + "/");
    }

    private static String plainSpelling(String path) {
        return path.toLowerCase(Locale.ROOT).replaceAll("[. ]+(?=/|$)", "");
    }

    private static String rule(Random random) {
        return switch (random.nextInt(40)) {
            case 0 -> "";
            case 1 -> "/";
            default -> path(random, 3);
        };
    }

    private static String path(Random random, int longest) {
        return IntStream.rangeClosed(0, random.nextInt(longest))
                .mapToObj(i -> "/" + SEGMENTS.get(random.nextInt(SEGMENTS.size())))
                .collect(Collectors.joining());
    }
}
