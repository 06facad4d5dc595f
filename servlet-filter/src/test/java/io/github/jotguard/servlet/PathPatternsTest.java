package io.github.jotguard.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PathPatternsTest {

    private static final List<String> SEGMENTS = List.of("a", "b", "A", "a b", "ab", "\u00e9", "..a");

    /** The look-up is compared with the definition, a scan of all patterns. */
    @Test
    void matchesWhatOneOfItsPatternsMatches() {
        Random random = new Random(23);
        int matched = 0;
        int paths = 0;
        for (int round = 0; round < 1_000; round++) {
            List<PathPattern> patterns = IntStream.range(0, random.nextInt(12))
                    .mapToObj(i -> PathPattern.of(pattern(random)))
                    .toList();
            PathPatterns lookUp = new PathPatterns(patterns);
            for (int i = 0; i < 200; i++) {
                String path = path(random, 5) + (random.nextInt(4) == 0 ? "/" : "");
                boolean scanned = patterns.stream().anyMatch(pattern -> pattern.matches(path));
                assertThat(lookUp.match(path)).as("%s of %s", path, patterns).isEqualTo(scanned);
                matched += scanned ? 1 : 0;
                paths++;
            }
        }
        assertThat(matched).isBetween(paths / 10, paths * 9 / 10);
    }

    @Test
    void matchesNothingWithoutPatterns() {
        PathPatterns none = new PathPatterns(List.of());

        assertThat(none.isEmpty()).isTrue();
        assertThat(none.match("/")).isFalse();
        assertThat(none.match("/a/b")).isFalse();
    }

    @Test
    void takesAPatternThatIsGivenTwice() {
        PathPatterns twice = new PathPatterns(List.of(PathPattern.of("/a"), PathPattern.of("/a")));

        assertThat(twice.match("/a")).isTrue();
        assertThat(twice.match("/a/b")).isFalse();
        assertThat(twice).hasToString("[/a, /a]");
    }

    /** Includes {@code /} and {@code /*}. */
    private static String pattern(Random random) {
        boolean withAllBelow = random.nextInt(3) == 0;
        String path = random.nextInt(40) == 0 ? "" : path(random, 3);
        return withAllBelow ? path + "/*" : path.isEmpty() ? "/" : path;
    }

    private static String path(Random random, int longest) {
        return IntStream.rangeClosed(0, random.nextInt(longest))
                .mapToObj(i -> "/" + SEGMENTS.get(random.nextInt(SEGMENTS.size())))
                .collect(Collectors.joining());
    }
}
