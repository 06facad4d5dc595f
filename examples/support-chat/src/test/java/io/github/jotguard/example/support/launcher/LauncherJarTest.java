package io.github.jotguard.example.support.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.example.client.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The jar of the launcher as a program. */
@Timeout(120)
class LauncherJarTest {

    @Test
    void isTheOneJarThatTheBuildLeavesAndRuns(@TempDir Path elsewhere) throws IOException, InterruptedException {
        List<Path> jars = Program.jars(Path.of("target"));
        assertThat(jars).hasSize(1);
        try (Program program = Program.ofJar(jars.get(0), elsewhere, Map.of("PORT", "0"))) {
            program.readTo("# support-chat ready at http://127.0.0.1:");
        }
        assertThat(elsewhere).isEmptyDirectory();
    }
}
