package io.github.jotguard.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathTableTest {

    private final PathTable table = new PathTable(List.of("/health", "/"), List.of("/public", "/a/longest"));

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/", "/public", "/public/", "/public/a/b", "/a/longest", "/a/longest/b"})
    void containsPathsAndWhatIsBelowAncestors(String path) {
        assertThat(table.contains(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/health/", "/health/a", "/publicly", "/public.", "/Public", "/a", "/a/long", "//public"})
    void containsNothingElse(String path) {
        assertThat(table.contains(path)).isFalse();
    }

    @Test
    void containsEverythingBelowTheEmptyPath() {
        PathTable everything = new PathTable(List.of(), List.of(""));

        assertThat(everything.contains("/")).isTrue();
        assertThat(everything.contains("/a/b")).isTrue();
        assertThat(everything.isEmpty()).isFalse();
    }

    @Test
    void isEmptyWithoutPaths() {
        PathTable empty = new PathTable(List.of(), List.of());

        assertThat(empty.isEmpty()).isTrue();
        assertThat(empty.contains("/")).isFalse();
        assertThat(empty.contains("")).isFalse();
    }

    @Test
    void takesAPathThatIsGivenTwiceAndWithEverythingBelow() {
        PathTable twice = new PathTable(List.of("/a", "/a"), List.of("/a", "/a"));

        assertThat(twice.contains("/a")).isTrue();
        assertThat(twice.contains("/a/b")).isTrue();
    }

    /** "Aa" and "BB" have the same hash, and so have all paths of as many of them. */
    @Test
    void distinguishesPathsOfTheSameHash() {
        PathTable colliding = new PathTable(List.of(), List.of("/AaAa", "/BBBB", "/AaBB"));

        assertThat(colliding.contains("/AaAa/x")).isTrue();
        assertThat(colliding.contains("/BBBB/x")).isTrue();
        assertThat(colliding.contains("/AaBB/x")).isTrue();
        assertThat(colliding.contains("/BBAa/x")).isFalse();
        assertThat(colliding.contains("/AaA/x")).isFalse();
    }

    @Test
    void findsEachOfManyPaths() {
        List<String> many =
                IntStream.range(0, 5_000).mapToObj(i -> "/tree/t" + i).toList();
        PathTable all = new PathTable(List.of(), many);

        assertThat(many).allMatch(path -> all.contains(path) && all.contains(path + "/a/b"));
        assertThat(many).noneMatch(path -> all.contains(path + "0a/b") || all.contains("/a" + path + "/b"));
        assertThat(all.contains("/tree/t5000/a")).isFalse();
    }
}
