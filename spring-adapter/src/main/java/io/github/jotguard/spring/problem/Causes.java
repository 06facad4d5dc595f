package io.github.jotguard.spring.problem;

import io.github.jotguard.KeysUnavailableException;
import io.github.jotguard.bearer.BearerError;
import io.github.jotguard.bearer.BearerErrorException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the reason inside of what frameworks wrap round it.
 *
 * <p>Internal: may change without notice.
 */
public final class Causes {

    private static final int MAX_DEPTH = 8;

    private Causes() {}

    public static <T extends Throwable> @Nullable T find(Class<T> type, Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
            cause = cause.getCause();
        }
        return null;
    }

    /** Returns the response to a failure that is not a rejected token, or null for every other failure. */
    public static @Nullable BearerError unavailability(Throwable failure) {
        KeysUnavailableException unavailable = find(KeysUnavailableException.class, failure);
        if (unavailable != null) {
            return BearerError.of(unavailable);
        }
        BearerErrorException rejected = find(BearerErrorException.class, failure);
        if (rejected != null && rejected.error().isUnavailable()) {
            return rejected.error();
        }
        return find(VerificationFailedException.class, failure) == null ? null : BearerError.temporarilyUnavailable();
    }
}
