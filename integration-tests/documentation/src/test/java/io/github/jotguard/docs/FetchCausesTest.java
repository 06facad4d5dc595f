package io.github.jotguard.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of causes in operations.md has the words that the code writes, and no others. */
class FetchCausesTest {

    private static final String SOURCES = "core/src/main/java/io/github/jotguard/";
    private static final Pattern THROWN = Pattern.compile(
            "(?:new (?:NoResponse|UnusableResponse|JwkSetFetch|MalformedJwkSet)Exception|caused)\\(\\s*(?:\\w+ == 0 \\? )?\"([^\"]+)\"");
    private static final Pattern LITERAL = Pattern.compile("\"([^\"\\n]{4,})\"");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private static final List<String> CAUSES = section();

    private static List<String> section() {
        String page = Documents.text("docs/operations.md");
        int begin = page.indexOf("\n## Why the keys cannot be fetched\n");
        String table = page.substring(begin, page.indexOf("\n## ", begin + 1));
        return table.lines()
                .filter(line -> line.startsWith("| `") || line.startsWith("| any"))
                .flatMap(line -> CODE.matcher(line).results().map(code -> code.group(1)))
                .toList();
    }

    private static Stream<String> strings(Pattern pattern, String... files) {
        return Stream.of(files)
                .map(file -> Documents.text(SOURCES + file + ".java"))
                .flatMap(source -> pattern.matcher(source).results())
                .map((MatchResult found) -> found.group(1).strip());
    }

    private static Stream<String> thrown() {
        return strings(
                THROWN,
                "jwks/BoundedFetcher",
                "http/ChunkedBody",
                "http/ContentCoding",
                "http/FetchTarget",
                "http/HttpExchange",
                "http/HttpFetchSettings",
                "jwks/HttpJwkSetFetcher",
                "jwk/JwkSetParser",
                "http/LineReader",
                "jwks/MetadataDiscovery",
                "http/ResponseBody",
                "http/ResponseHeadReader",
                "http/Routes");
    }

    private static Stream<String> words() {
        Pattern returned = Pattern.compile("(?:Optional\\.of\\(|return |[?:] )\"([a-zA-Z][^\"]{4,})\"");
        return Stream.concat(
                strings(returned, "jwks/FailureWords", "jwk/BodyKind", "http/UnusableResponseException"),
                strings(LITERAL, "http/FetchPhase"));
    }

    /** A cell that ends with an ellipsis has all that begin the same. */
    private static boolean isNamed(String words) {
        return CAUSES.stream()
                .anyMatch(cause -> cause.contains(words)
                        || (cause.endsWith(" …") && words.startsWith(cause.substring(0, cause.length() - 2))));
    }

    @Test
    void hasEveryCauseOfTheCode() {
        List<String> all = Stream.concat(thrown(), words()).distinct().toList();

        assertThat(all).hasSizeGreaterThan(50);
        assertThat(all).allMatch(FetchCausesTest::isNamed);
    }

    @Test
    void hasNoCauseThatTheCodeDoesNotWrite() {
        List<String> written = Stream.concat(
                        Stream.concat(thrown(), words()),
                        strings(
                                LITERAL,
                                "http/TlsClient",
                                "jwks/JwkSetRefresher",
                                "http/ResponseStatus",
                                "http/ResponseBody",
                                "http/ResponseHeadReader",
                                "jwks/MetadataDiscovery",
                                "jwks/FailureWords"))
                .toList();
        List<String> inFirstCells = Documents.text("docs/operations.md")
                .lines()
                .dropWhile(line -> !line.equals("## Why the keys cannot be fetched"))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| `"))
                .flatMap(line -> CODE.matcher(line.substring(0, line.indexOf(" | ", 2)))
                        .results()
                        .map(code -> code.group(1).replace(" …", "")))
                .toList();

        assertThat(inFirstCells).hasSizeGreaterThan(30);
        assertThat(inFirstCells)
                .allMatch(cause -> written.stream().anyMatch(words -> cause.contains(words) || words.contains(cause)));
    }
}
