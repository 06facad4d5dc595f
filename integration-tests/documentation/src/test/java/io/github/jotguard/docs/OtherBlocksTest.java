package io.github.jotguard.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.boot.json.JsonParserFactory;

/** Shell, JSON and Gradle; and no block is in a language that nobody looks at. */
class OtherBlocksTest {

    private static final List<String> KNOWN = List.of(
            "java",
            "yaml",
            "properties",
            "xml",
            "sh",
            "json",
            "kotlin",
            "ts",
            "mermaid",
            // not checked: text is text
            "text");
    private static final Pattern MODULES = Pattern.compile("-pl (\\S+)");
    private static final Pattern PATHS =
            Pattern.compile("(?:^|\\s)((?:\\./)?(?:cli|examples|docs|benchmarks|integration-tests|\\.ci)/[^\\s`]*)");
    private static final Pattern COORDINATES = Pattern.compile("io\\.github\\.jotguard:([a-z-]+)(?::([0-9.]+))?");

    @Test
    void everyBlockIsInALanguageThatIsLookedAt() {
        assertThat(CodeBlock.all())
                .allSatisfy(block -> assertThat(KNOWN).as(block.toString()).contains(block.language()));
    }

    @TestFactory
    Stream<DynamicTest> shellNamesWhatIsThere() {
        return CodeBlock.testEach(List.of("sh"), block -> {
            for (String module : found(MODULES, block)
                    .flatMap(names -> Stream.of(names.group(1).split(",")))
                    .toList()) {
                assertThat(Documents.ROOT.resolve(module).resolve("pom.xml")).exists();
            }
            for (MatchResult path : found(PATHS, block).toList()) {
                String source = path.group(1).replaceFirst("/target/.*", "");
                assertThat(Documents.ROOT.resolve(source)).exists();
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> jsonIsJson() {
        return CodeBlock.testEach(List.of("json"), block -> assertThat(
                        JsonParserFactory.getJsonParser().parseMap(block.text()))
                .isNotEmpty());
    }

    @TestFactory
    Stream<DynamicTest> gradleNamesWhatIsPublished() {
        return CodeBlock.testEach(List.of("kotlin"), block -> {
            List<MatchResult> dependencies = found(COORDINATES, block).toList();
            assertThat(dependencies).isNotEmpty();
            for (MatchResult dependency : dependencies) {
                String directory = dependency.group(1).replaceFirst("^jotguard-", "");
                assertThat(Documents.ROOT.resolve(directory).resolve("pom.xml")).exists();
                assertThat(dependency.group(2)).isIn(null, System.getProperty("jotguard.version"));
            }
        });
    }

    private static Stream<MatchResult> found(Pattern pattern, CodeBlock block) {
        return pattern.matcher(block.text()).results();
    }
}
