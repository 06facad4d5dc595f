package io.github.jotguard.example.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartFailureTest {

    @TempDir
    Path directory;

    @Test
    void speaksOfRootToRootAlone() {
        assertThat(StartFailure.message("disk full", true)).contains("disk full", "DATABASE_URL", "root", "unshare -U");
        assertThat(StartFailure.message("disk full", false))
                .contains("disk full", "DATABASE_URL")
                .doesNotContain("root", "unshare");
    }

    @Test
    void repeatsTheLastLinesThatPostgresPrinted() throws IOException {
        Path output = Files.writeString(directory.resolve("output"), "1\n2\n3\n\n4\n5\n6\n");

        IllegalStateException failure = StartFailure.of(new IllegalStateException("Process [initdb] failed"), output);

        assertThat(failure).hasMessageContaining("2\n3\n4\n5\n6\n").hasMessageNotContaining("1\n2");
        assertThat(output).doesNotExist();
    }

    @Test
    void repeatsTheCausesWhenPostgresPrintedNothing() throws IOException {
        Path output = Files.createFile(directory.resolve("output"));

        IllegalStateException failure =
                StartFailure.of(new IllegalStateException("outer", new IOException("error=13, denied")), output);

        assertThat(failure).hasMessageContaining("outer: error=13, denied");
    }
}
