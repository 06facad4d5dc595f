package io.github.jotguard.example.issuer;

import java.io.Serial;
import java.sql.SQLException;

/** The database cannot be reached, or rejected what was asked. */
final class DatabaseException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final String UNIQUE_VIOLATION = "23505";

    private final boolean uniqueViolation;

    DatabaseException(SQLException cause) {
        super("SQLSTATE " + cause.getSQLState(), cause);
        this.uniqueViolation = UNIQUE_VIOLATION.equals(cause.getSQLState());
    }

    /** Returns whether a row with the same key is there already. */
    boolean isUniqueViolation() {
        return uniqueViolation;
    }
}
