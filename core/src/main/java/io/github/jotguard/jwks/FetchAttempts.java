package io.github.jotguard.jwks;

import org.jspecify.annotations.Nullable;

/**
 * How fetching a set goes. Immutable; times are nanoseconds of a {@link RefreshScheduler}.
 *
 * @param lastStart when the last fetch began
 * @param isInFlight whether it has not ended yet
 * @param isMetadataRead whether it reads the issuer's metadata
 * @param isAwaited whether the set is not used until it ends, because no refresh was tried for too long
 * @param nextAttemptAt before this no fetch begins, because the last ones failed
 * @param notBefore before this no fetch begins, because of the bound on fetches a minute
 * @param failuresInRow how many fetches failed since the last success
 * @param fetches how many were begun
 * @param failures how many failed
 * @param lastError why the last one failed; null after a success
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

    /** A fetch that stood still with the machine has tried nothing. */
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

    /** Until when the last attempt counts: a fetch in flight may take its deadline, and as long again to be given up. */
    long triedUntil(long span, RefreshPolicy policy) {
        return lastStart
                + (isInFlight ? Math.max(span, 2 * policy.fetchDeadline().toNanos()) : span);
    }
}
