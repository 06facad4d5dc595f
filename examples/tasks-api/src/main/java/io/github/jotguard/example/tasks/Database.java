package io.github.jotguard.example.tasks;

import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** Runs SQL on the application's tables, and brings these up to date before the first time. Thread-safe. */
final class Database {

    /** Everything of this application is in a schema of its own, and is named with it. */
    private static final String SCHEMA = "tasks_api";

    private final DataSource dataSource;
    private final Jdbi jdbi;
    private final ReentrantLock migrating = new ReentrantLock();
    private volatile boolean migrated;

    Database(DataSource dataSource) {
        this.dataSource = dataSource;
        this.jdbi = Jdbi.create(dataSource);
    }

    /**
     * Runs {@code work} on a connection of the pool.
     *
     * @throws DatabaseUnavailableException if there is none, or the database rejects
     */
    <T> T call(HandleCallback<T, RuntimeException> work) {
        migrateOnce();
        try {
            return jdbi.withHandle(work);
        } catch (JdbiException e) {
            throw new DatabaseUnavailableException(e);
        }
    }

    /** A request never waits for another one's attempt: while the server is down each takes seconds. */
    private void migrateOnce() {
        if (migrated) {
            return;
        }
        if (!migrating.tryLock()) {
            throw new DatabaseUnavailableException(null);
        }
        try {
            if (!migrated) {
                migrate();
                migrated = true;
            }
        } catch (FlywayException e) {
            throw new DatabaseUnavailableException(e);
        } finally {
            migrating.unlock();
        }
    }

    private void migrate() {
        Flyway.configure(getClass().getClassLoader())
                .loggers("slf4j")
                .dataSource(dataSource)
                .schemas(SCHEMA)
                .locations("classpath:db/tasks-api")
                .load()
                .migrate();
    }
}
