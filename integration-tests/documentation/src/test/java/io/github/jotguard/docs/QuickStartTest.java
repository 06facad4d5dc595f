package io.github.jotguard.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The quick start of the README is the code of the smallest example, whose test runs. */
class QuickStartTest {

    private static final Path EXAMPLE = Path.of("examples/hello-api/src/main");

    @Test
    void hasTheClassOfTheExample() {
        String source = Documents.text(
                Documents.ROOT.resolve(EXAMPLE.resolve("java/io/github/jotguard/example/hello/HelloApplication.java")));

        assertThat(blocks("java")).contains(source.replaceFirst("package [a-z.]+;\n\n", ""));
    }

    @Test
    void hasTheSettingsOfTheExample() {
        String settings = Documents.text(Documents.ROOT.resolve(EXAMPLE.resolve("resources/application.yaml")));

        assertThat(settings).hasLineCount(2);
        assertThat(blocks("yaml")).contains(settings);
    }

    private static List<String> blocks(String language) {
        return CodeBlock.all()
                .filter(block -> block.document().equals("README.md"))
                .filter(block -> block.language().equals(language))
                .map(CodeBlock::text)
                .toList();
    }
}
