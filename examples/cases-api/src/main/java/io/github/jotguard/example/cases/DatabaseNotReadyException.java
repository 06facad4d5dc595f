package io.github.jotguard.example.cases;

import org.jspecify.annotations.Nullable;

/** The application cannot start on this database yet. Its message says why, and {@link #action()} what to do. */
final class DatabaseNotReadyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    private DatabaseNotReadyException(String message, String action, @Nullable Throwable cause) {
        super(message, cause);
        this.action = action;
    }

    static DatabaseNotReadyException unreachable(String database, Throwable cause) {
        return new DatabaseNotReadyException(
                "The database cannot be reached: " + database,
                "Start it, or set DATABASE_URL to another one: postgresql://user:password@host:5432/database.",
                cause);
    }

    static DatabaseNotReadyException withoutTables(String database) {
        return new DatabaseNotReadyException(
                "The table \"user\" of Better Auth is not in the database: " + database,
                "Let Better Auth make its tables first (the migrate command of its CLI), or set DATABASE_URL to the database where"
                        + " it did. To try this without Better Auth, leave FRONTEND_URL unset.",
                null);
    }

    static DatabaseNotReadyException otherIds(String type) {
        return new DatabaseNotReadyException(
                "The ids of Better Auth's users are of type " + type + ", and cases.user_id is text.",
                "Change user_id in V1__cases.sql to " + type
                        + " and the queries with it, or use Better Auth's default ids.",
                null);
    }

    String action() {
        return action;
    }
}
