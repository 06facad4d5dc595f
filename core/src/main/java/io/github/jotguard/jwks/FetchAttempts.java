package io.github.jotguard.jwks;

import org.jspecify.annotations.Nullable;

/**
 * The state of fetching a set. Immutable; times are nanoseconds of a {@link RefreshScheduler}.
 *
 * @param lastStart the start of the last fetch
 * @param isInFlight whether it has not ended yet
 * @param isMetadataRead whether it reads the issuer's metadata
 * @param isAwaited whether the set is not used until it ends, because no refresh was tried for too long
 * @param nextAttemptAt the earliest time of the next fetch after failures
 * @param notBefore the earliest time of the next fetch by the bound on fetches in a minute
 * @param failuresInRow the number of failed fetches since the last success
 * @param fetches the number of fetches that were started
 * @param failures the number of fetches that failed
 * @param lastError the cause of the last failure; null after a success
 */
record FetchAttempts(
        long lastStart,
        boolean isInFlight,
        boolean isMetadataRead,
        boolean isAwaited,
        long nextAttemptAt,
        long notBefore,
        int failuresInRow,
        long fetches,
        long failures,
        @Nullable String lastError) {

    static final FetchAttempts NONE = new FetchAttempts(
            JwkSetState.LONG_AGO, false, false, false, JwkSetState.LONG_AGO, JwkSetState.LONG_AGO, 0, 0, 0, null);

    FetchAttempts started(long now, boolean readsMetadata, long nextNotBefore, boolean isUntried) {
        return new FetchAttempts(
                now,
                true,
                readsMetadata,
                isAwaited || isUntried,
                nextAttemptAt,
                nextNotBefore,
                failuresInRow,
                fetches + 1,
                failures,
                lastError);
    }

    FetchAttempts notBefore(long time) {
        return new FetchAttempts(
                lastStart,
                isInFlight,
                isMetadataRead,
                isAwaited,
                nextAttemptAt,
                time,
                failuresInRow,
                fetches,
                failures,
                lastError);
    }

    FetchAttempts succeeded() {
        return new FetchAttempts(
                lastStart, false, isMetadataRead, false, JwkSetState.LONG_AGO, notBefore, 0, fetches, failures, null);
    }

    /** Records a failure. A fetch that stood still with the machine has tried nothing. */
    FetchAttempts failed(FetchFailure failure, long now, RefreshPolicy policy, double random, boolean isUntried) {
        int inRow = failuresInRow + 1;
        long retryAt = now
                + policy.retryAfterFailure(inRow, failure.retryAfter(), random).toNanos();
        return new FetchAttempts(
                lastStart,
                false,
                isMetadataRead,
                isUntried,
                retryAt,
                notBefore,
                inRow,
                fetches,
                failures + 1,
                failure.words());
    }

    /**
     * Returns the time until which the last attempt counts. A fetch in flight may take its deadline, and as long again
     * to be given up.
     */
    long triedUntil(long span, RefreshPolicy policy) {
        return lastStart
                + (isInFlight ? Math.max(span, 2 * policy.fetchDeadline().toNanos()) : span);
    }
}
