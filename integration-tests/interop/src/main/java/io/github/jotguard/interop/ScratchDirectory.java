package io.github.jotguard.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A directory for the files of one server, which is deleted with the server. */
public record ScratchDirectory(Path path) implements AutoCloseable {

    public static ScratchDirectory create(String server) {
        try {
            return new ScratchDirectory(Files.createTempDirectory("jotguard-" + server));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Writes a file, and returns its path. */
    Path write(String name, String text) {
        try {
            return Files.writeString(path.resolve(name), text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Starts the server of these files, which are deleted if it does not start. */
    public ServerProcess starting(Supplier<ServerProcess> launcher) {
        try {
            return launcher.get();
        } catch (RuntimeException notStarted) {
            close();
            throw notStarted;
        }
    }

    @Override
    public void close() {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
