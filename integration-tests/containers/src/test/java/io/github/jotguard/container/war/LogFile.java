package io.github.jotguard.container.war;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A log file that a server may write to late.
 *
 * @param start of its name
 */
record LogFile(Path directory, String start) {

    private static final long PATIENCE_SECONDS = 60;

    /** Waits until the file has a line with this text, and returns the line. */
    String await(String text) throws IOException, InterruptedException {
        try (WatchService changes = directory.getFileSystem().newWatchService()) {
            directory.register(changes, ENTRY_CREATE, ENTRY_MODIFY);
            while (true) {
                List<String> lines = lines();
                for (String line : lines) {
                    if (line.contains(text)) {
                        return line;
                    }
                }
                WatchKey change = changes.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (change == null) {
                    throw new IllegalStateException(
                            "No line of " + this + " has " + text + " but:\n" + String.join("\n", lines));
                }
                change.pollEvents();
                change.reset();
            }
        }
    }

    private List<String> lines() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            Path file = files.filter(each -> each.getFileName().toString().startsWith(start))
                    .findFirst()
                    .orElse(null);
            return file == null
                    ? List.of()
                    : new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                            .lines()
                            .toList();
        }
    }
}
