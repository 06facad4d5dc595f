package io.github.jotguard.example.database;

import java.util.concurrent.CountDownLatch;

/**
 * Runs an embedded PostgreSQL for programs that are not Java: prints {@code DATABASE_URL=…} on one line when it is ready, and ends on
 * SIGTERM.
 */
public final class DatabaseProgram {

    private DatabaseProgram() {}

    /**
     * Starts it; takes no arguments.
     *
     * @throws InterruptedException if it is interrupted while it runs
     */
    public static void main(String... arguments) throws InterruptedException {
        ExampleDatabase database = ExampleDatabase.embedded();
        System.out.println("DATABASE_URL=" + url(database));
        new CountDownLatch(1).await(); // until the shutdown hook of the database runs
    }

    /** As libpq and node-postgres take it: embedded servers have a role without password. */
    private static String url(ExampleDatabase database) {
        return database.jdbcUrl().replace("jdbc:postgresql://", "postgresql://" + database.username() + "@");
    }
}
