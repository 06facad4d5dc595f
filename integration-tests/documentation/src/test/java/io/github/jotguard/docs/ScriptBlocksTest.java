package io.github.jotguard.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every block of TypeScript is a module that Node can parse, so it has no types; nothing is imported or run. */
class ScriptBlocksTest {

    private static final boolean IS_NODE_REQUIRED = System.getenv("CI") != null;

    @TempDir
    Path modules;

    @TestFactory
    Stream<DynamicTest> isAModule() {
        return CodeBlock.testEach(List.of("ts"), this::parse);
    }

    private void parse(CodeBlock block) throws IOException, InterruptedException {
        Path module = Files.writeString(modules.resolve("block" + block.line() + ".mjs"), block.text());
        Process node = start(module);
        String complaint = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(node.waitFor()).as(complaint).isZero();
    }

    private static Process start(Path module) throws IOException {
        try {
            return new ProcessBuilder("node", "--check", module.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException noNode) {
            assumeTrue(IS_NODE_REQUIRED, "skipped: there is no Node");
            throw noNode;
        }
    }
}
