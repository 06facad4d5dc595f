package io.github.jotguard.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Each public package begins with one sentence and an example, and no example is one that the other tests overlook. */
class JavadocExampleTest {

    /** Packages that are no API say so. */
    private static final Pattern INTERNAL = Pattern.compile("Internal: may|Not exported|no API");

    private static final Pattern SENTENCE_THEN_EXAMPLE = Pattern.compile(
            "^/\\*\\*\\n \\* [A-Z](?:[^.\\n]|\\.(?=\\w)|\\n \\* (?! ))+\\.\\n \\*\\n(?: \\* <!-- [^\\n]+ -->\\n)? \\* <pre>\\{@code\\n");

    @TestFactory
    Stream<DynamicTest> publicPackageBeginsWithASentenceAndAnExample() {
        List<Path> packages = Documents.PUBLISHED.stream()
                .flatMap(Documents::sources)
                .filter(source -> source.endsWith("package-info.java"))
                .filter(source -> !INTERNAL.matcher(prose(source)).find())
                .toList();
        assertThat(packages).hasSize(9);
        return packages.stream()
                .map(source -> DynamicTest.dynamicTest(Documents.name(source), () -> assertThat(Documents.text(source))
                        .containsPattern(SENTENCE_THEN_EXAMPLE)));
    }

    @Test
    void overviewHasAnExample() {
        assertThat(JavadocExample.of(Documents.ROOT.resolve("docs/overview.html")))
                .isNotEmpty();
    }

    @TestFactory
    Stream<DynamicTest> everyExampleIsFound() {
        return Documents.javadoc().stream()
                .filter(source -> Documents.text(source).contains("<pre"))
                .map(source ->
                        DynamicTest.dynamicTest(Documents.name(source), () -> assertThat(JavadocExample.of(source))
                                .hasSize(Documents.text(source).split("<pre", -1).length - 1)));
    }

    @Test
    void readsLanguageDirectiveAndText(@TempDir Path directory) throws IOException {
        Path source = Files.writeString(directory.resolve("A.java"), """
                /**
                 * Sums.
                 *
                 * <!-- java: members -->
                 * <pre>{@code
                 * int sum() {
                 *     return 1 + 1;
                 * }
                 * }</pre>
                 *
                 * <!-- yaml -->
                 * <pre>{@code
                 * a: b
                 * }</pre>
                 */
                """);

        List<CodeBlock> examples = JavadocExample.of(source);

        assertThat(examples).extracting(CodeBlock::language).containsExactly("java", "yaml");
        assertThat(examples).extracting(CodeBlock::directive).containsExactly("members", "");
        assertThat(examples).extracting(CodeBlock::line).containsExactly(5, 12);
        assertThat(examples.get(0).text()).isEqualTo("int sum() {\n    return 1 + 1;\n}\n");
    }

    private static String prose(Path source) {
        return Documents.text(source).replaceAll("\\n \\* ", " ");
    }
}
