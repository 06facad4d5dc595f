package io.github.jotguard.example.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * A PostgreSQL server of our own on a free port of 127.0.0.1, with a data directory that goes when it does.
 *
 * <p>The programs of PostgreSQL stay unpacked in a {@link PrivateDirectory} of the temporary directory.
 */
final class EmbeddedServer implements AutoCloseable {

    /** The property that names the directory in which the library keeps data directories that a crash has left. */
    private static final String WORKING_DIRECTORY = "ot.epg.working-dir";

    private final EmbeddedPostgres postgres;
    private final Path output;

    private EmbeddedServer(EmbeddedPostgres postgres, Path output) {
        this.postgres = postgres;
        this.output = output;
    }

    static EmbeddedServer start() {
        return start(UnaryOperator.identity());
    }

    /** Starts a server with more settings than the usual ones. */
    static EmbeddedServer start(UnaryOperator<EmbeddedPostgres.Builder> moreSettings) {
        return start(Path.of(System.getProperty("java.io.tmpdir")), moreSettings);
    }

    /**
     * Starts a server.
     *
     * @param temporary where its private directory is made
     * @param moreSettings than the usual ones
     * @throws IllegalStateException if it cannot be started; the message has the cause and says what to do
     */
    static EmbeddedServer start(Path temporary, UnaryOperator<EmbeddedPostgres.Builder> moreSettings) {
        try {
            Path directory = PrivateDirectory.open(directory(temporary));
            Path output = Files.createTempFile(directory, "output-", ".log");
            // the library makes it writable for all, which is why it is inside
            return start(Files.createDirectories(directory.resolve("postgres")), output, moreSettings);
        } catch (IOException e) {
            throw StartFailure.of(e);
        }
    }

    static Path directory(Path temporary) {
        return temporary.resolve(
                "jotguard-examples-" + System.getProperty("user.name").replaceAll("[^A-Za-z0-9._-]", "_"));
    }

    private static EmbeddedServer start(
            Path directory, Path output, UnaryOperator<EmbeddedPostgres.Builder> moreSettings) throws IOException {
        System.setProperty(WORKING_DIRECTORY, directory.toString());
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(directory.toFile())
                .setDataDirectory(Files.createTempDirectory(directory, "data-"))
                .setOutputRedirector(Redirect.appendTo(output.toFile()))
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "") // none: it would be in a directory of all users
                .setServerConfig("timezone", "UTC");
        try {
            return new EmbeddedServer(moreSettings.apply(builder).start(), output);
        } catch (IOException | RuntimeException e) {
            throw StartFailure.of(e, output);
        }
    }

    ConnectionSettings settings() {
        return new ConnectionSettings(
                "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres", "postgres", "");
    }

    @Override
    public void close() {
        try {
            postgres.close();
            Files.deleteIfExists(output);
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded PostgreSQL did not stop", e);
        }
    }
}
