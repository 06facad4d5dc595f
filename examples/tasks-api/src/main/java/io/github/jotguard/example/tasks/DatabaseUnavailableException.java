package io.github.jotguard.example.tasks;

import org.jspecify.annotations.Nullable;

/** The database could not do its part, so the request was not judged: 503. */
final class DatabaseUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatabaseUnavailableException(@Nullable Throwable cause) {
        super("The database cannot be used", cause);
    }
}
