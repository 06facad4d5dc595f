package io.github.jotguard.example.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Describes why the embedded PostgreSQL could not be started, and what to do. */
final class StartFailure {

    /** The largest number of lines of PostgreSQL's output that are repeated, from its end. */
    static final int MAX_LINES = 5;

    private static final String SERVER_OF_YOURS = "Set DATABASE_URL to a server of yours"
            + " (postgresql://user:password@host:5432/database) to start without it.";
    private static final String ROOT = " This program runs as root, and initdb rejects root. Start it as an ordinary"
            + " user. As root it needs 'unshare -U', which needs the unshare command and user namespaces; some"
            + " containers forbid them.";

    private StartFailure() {}

    /** Returns the failure of what comes before PostgreSQL is run. */
    static IllegalStateException of(Exception cause) {
        return new IllegalStateException(message(causes(cause), false), cause);
    }

    /**
     * Returns the failure of PostgreSQL.
     *
     * @param output what its programs have printed; is deleted
     */
    static IllegalStateException of(Exception cause, Path output) {
        try {
            String printed = lastLines(output);
            boolean root = isRoot(output);
            Files.deleteIfExists(output);
            return new IllegalStateException(message(printed.isEmpty() ? causes(cause) : printed, root), cause);
        } catch (IOException unreadable) {
            cause.addSuppressed(unreadable);
            return of(cause);
        }
    }

    static String message(String cause, boolean root) {
        return "The embedded PostgreSQL could not be started: " + cause + "\n" + SERVER_OF_YOURS + (root ? ROOT : "");
    }

    private static String lastLines(Path output) throws IOException {
        List<String> lines = new String(Files.readAllBytes(output), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        return lines.stream().skip(Math.max(0, lines.size() - MAX_LINES)).collect(Collectors.joining("\n"));
    }

    private static String causes(Throwable failure) {
        String message = Optional.ofNullable(failure.getMessage()).orElse(failure.toString());
        Throwable cause = failure.getCause();
        return cause == null || cause == failure || message.contains(String.valueOf(cause.getMessage()))
                ? message
                : message + ": " + causes(cause);
    }

    /** The owner of a file that this process has made. */
    private static boolean isRoot(Path own) throws IOException {
        return own.getFileSystem().supportedFileAttributeViews().contains("unix")
                && Integer.valueOf(0).equals(Files.getAttribute(own, "unix:uid"));
    }
}
