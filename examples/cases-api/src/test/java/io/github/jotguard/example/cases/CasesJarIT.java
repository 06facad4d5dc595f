package io.github.jotguard.example.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The jar of the cases API as a program. */
@Timeout(120)
class CasesJarIT {

    @Test
    void isTheOneJarThatTheBuildLeavesAndRuns(@TempDir Path elsewhere) throws IOException, InterruptedException {
        List<Path> jars = jars();
        assertThat(jars).hasSize(1);
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        jars.get(0).toString())
                .directory(elsewhere.toFile())
                .redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of("DATABASE_URL", "FRONTEND_URL"));
        builder.environment().put("PORT", "0");
        Process program = builder.start();
        try (BufferedReader out = program.inputReader()) {
            assertThat(out.lines().anyMatch(line -> line.startsWith("# Cases API ready at http://127.0.0.1:")))
                    .isTrue();
        } finally {
            program.toHandle().destroy();
            assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(elsewhere).isEmptyDirectory();
    }

    /** As {@code target/*.jar} in a shell. */
    private static List<Path> jars() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .map(Path::toAbsolutePath)
                    .toList();
        }
    }
}
