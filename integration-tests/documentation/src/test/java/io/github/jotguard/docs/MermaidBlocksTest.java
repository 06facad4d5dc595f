package io.github.jotguard.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Mermaid itself parses every diagram. Its parser comes with {@code npm ci} in this module. */
class MermaidBlocksTest {

    private static final boolean IS_PARSER_REQUIRED = System.getenv("CI") != null;
    private static final Path MODULE = Documents.ROOT.resolve("integration-tests/documentation");

    @TestFactory
    Stream<DynamicTest> isADiagram() {
        return CodeBlock.testEach(
                List.of("mermaid"), block -> assertThat(parse(block.text())).isEqualTo(""));
    }

    @Test
    void rejectsWhatIsNoDiagram() throws IOException, InterruptedException {
        assertThat(parse("flowchart LR\n  a[[[ --> b\n")).contains("Parse error on line 2");
    }

    /** Returns what the parser complains of; nothing if it is a diagram. */
    private static String parse(String diagram) throws IOException, InterruptedException {
        boolean isInstalled = Files.isDirectory(MODULE.resolve("node_modules/mermaid"));
        assumeTrue(isInstalled || IS_PARSER_REQUIRED, "skipped: run npm ci in integration-tests/documentation");
        Process node = new ProcessBuilder("node", "src/test/node/parse-mermaid.mjs")
                .directory(MODULE.toFile())
                .redirectErrorStream(true)
                .start();
        try (OutputStream in = node.getOutputStream()) {
            in.write(diagram.getBytes(StandardCharsets.UTF_8));
        }
        String printed = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return node.waitFor() == 0 ? "" : printed;
    }
}
