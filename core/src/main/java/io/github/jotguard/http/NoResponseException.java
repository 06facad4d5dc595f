package io.github.jotguard.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Thrown if a server sent no HTTP response. The message gives the cause in fixed words. */
public final class NoResponseException extends IOException {

    private static final long serialVersionUID = 1L;

    public NoResponseException(String message) {
        this(message, null);
    }

    public NoResponseException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
