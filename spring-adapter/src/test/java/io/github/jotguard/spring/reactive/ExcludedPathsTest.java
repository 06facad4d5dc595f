package io.github.jotguard.spring.reactive;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

class ExcludedPathsTest {

    private static final List<String> NAMES = List.of("a", "b", "A", "a b", "ab", "\u00e9", "a.b", "a-1_");
    private static final List<String> SEGMENTS = List.of("a", "b", "A", "a%20b", "ab", "%C3%A9", "a.b", "a-1_", "%ff");

    /** The look-up is compared with the patterns that WebFlux finds controllers with. */
    @Test
    void containWhatThePatternsOfWebFluxMatch() {
        Random random = new Random(23);
        int matched = 0;
        int paths = 0;
        for (int round = 0; round < 500; round++) {
            List<String> excluded = IntStream.range(0, random.nextInt(12))
                    .mapToObj(i -> excluded(random))
                    .toList();
            List<PathPattern> patterns = excluded.stream()
                    .map(path -> PathPatternParser.defaultInstance.parse(path.endsWith("/*") ? path + "*" : path))
                    .toList();
            ExcludedPaths lookUp = ExcludedPaths.of("jotguard.exclude", excluded);
            for (int i = 0; i < 100; i++) {
                MockServerHttpRequest request = request(
                        path(random, SEGMENTS, 5) + (random.nextInt(4) == 0 ? "/" : ""),
                        random.nextInt(8) == 0 ? "/a" : "");
                boolean scanned = patterns.stream()
                        .anyMatch(pattern -> pattern.matches(request.getPath().pathWithinApplication()));
                assertThat(lookUp.contains(request))
                        .as("%s of %s", request.getPath().pathWithinApplication(), excluded)
                        .isEqualTo(scanned);
                matched += scanned ? 1 : 0;
                paths++;
            }
        }
        assertThat(matched).isBetween(paths / 20, paths * 19 / 20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/public/..;/admin",
                "/public/../admin",
                "/public/./a",
                "/public//a",
                "/public/a;b",
                "/public/%2e%2e/admin",
                "/public/a%2fb",
                "/public/a%5Cb",
                "/public/%00",
                "/public/.."
            })
    void neverContainAPathThatCanBeReadInTwoWays(String path) {
        assertThat(ExcludedPaths.of("jotguard.exclude", List.of("/public/*")).contains(request(path, "")))
                .isFalse();
    }

    private static MockServerHttpRequest request(String path, String contextPath) {
        return MockServerHttpRequest.method(HttpMethod.GET, URI.create("http://127.0.0.1" + contextPath + path))
                .contextPath(contextPath)
                .build();
    }

    private static String excluded(Random random) {
        return random.nextInt(20) == 0 ? "/" : path(random, NAMES, 3) + (random.nextInt(3) == 0 ? "/*" : "");
    }

    private static String path(Random random, List<String> segments, int longest) {
        return IntStream.rangeClosed(0, random.nextInt(longest))
                .mapToObj(i -> "/" + segments.get(random.nextInt(segments.size())))
                .collect(Collectors.joining());
    }
}
