package io.github.jotguard.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The fuzz targets with texts put together at random from what bypasses are made of: with the same seed in every build. */
class FuzzCorpusTest {

    private static final int TEXTS = 50_000;
    private static final List<String> OF_PATHS = List.of(
            "/",
            "/",
            "/",
            "public",
            "public",
            "health",
            "admin",
            "..",
            ".",
            "...",
            ";",
            ";x=1",
            ";/",
            "%2e",
            "%2E",
            "%2f",
            "%2F",
            "%5c",
            "\\",
            "%25",
            "%252e",
            "%00",
            "%20",
            " ",
            "%3b",
            "%c0%ae",
            "%e2%80%a4",
            "%ef%bc%8f",
            "%ef%bc%8e",
            "%c3%a9",
            "\u00e9",
            "%",
            "%2",
            "?",
            "#",
            "*",
            "//",
            "http://127.0.0.1",
            "PUBLIC",
            "a");
    private static final List<String> OF_HEADERS = List.of(
            "Bearer", "bearer", "BEARER", " ", " ", "  ", "\t", ",", "a.b.c", "=", "==", "\"", "Basic", "Bearer ", "\r",
            "\n", "\0", "\u00a0", "eyJ", "+/~-_", ";", "a", "");

    @Test
    void noHeaderIsTakenForAnother() {
        hold(OF_HEADERS, FuzzTargets::header);
    }

    @Test
    void noPathIsExcludedThatCouldBeReadAsAProtectedOne() {
        hold(OF_PATHS, FuzzTargets::path);
    }

    /** Or the test above could not fail. */
    @Test
    void pathsThatAreExcludedAreAmongThem() {
        assertThat(Stream.of("/public/a", "/health", "/public/%c3%a9"))
                .allSatisfy(uri -> assertThat(PathReadings.of(uri).stream()
                                .map(mapped -> RequestPath.canonical(uri, "", mapped, null))
                                .filter(Optional::isPresent))
                        .isNotEmpty());
        assertThat(PathReadings.of("/public/..;/admin")).contains("/admin");
        assertThat(PathReadings.of("/public/%252e%252e/admin")).contains("/admin");
        assertThat(PathReadings.of("/public%5c..%5cadmin")).contains("/admin");
    }

    private static void hold(List<String> pieces, Consumer<String> target) {
        Random random = new Random(pieces.size());
        for (int i = 0; i < TEXTS; i++) {
            target.accept(Stream.generate(() -> pieces.get(random.nextInt(pieces.size())))
                    .limit(1 + random.nextInt(9))
                    .collect(Collectors.joining()));
        }
    }
}
