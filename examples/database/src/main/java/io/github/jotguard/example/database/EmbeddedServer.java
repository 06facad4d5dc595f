package io.github.jotguard.example.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.UnaryOperator;

/** A PostgreSQL server of our own on a free port of 127.0.0.1, with a data directory that goes when it does. */
final class EmbeddedServer implements AutoCloseable {

    static final String WHAT_TO_DO = "The embedded PostgreSQL could not be started. Either set DATABASE_URL to a server"
            + " of yours (postgresql://user:password@host:5432/database), or start this program as an ordinary user:"
            + " initdb refuses to run as root, and its way around that, 'unshare -U', needs the unshare command and"
            + " user namespaces, which some containers forbid.";

    private final EmbeddedPostgres postgres;

    private EmbeddedServer(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    static EmbeddedServer start() {
        return start(UnaryOperator.identity());
    }

    /** Starts a server with more settings than the usual ones. */
    static EmbeddedServer start(UnaryOperator<EmbeddedPostgres.Builder> moreSettings) {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("timezone", "UTC");
        try {
            return new EmbeddedServer(moreSettings.apply(builder).start());
        } catch (IOException | RuntimeException e) {
            throw new IllegalStateException(WHAT_TO_DO, e);
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
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded PostgreSQL did not stop", e);
        }
    }
}
