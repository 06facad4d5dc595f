package io.github.jotguard.example.cases.casefile;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * The version of a case.
 *
 * @param etag a strong entity tag (RFC 9110 §8.8.3), with its quotes
 */
record Version(String etag) {

    /** @param updatedAt to the microsecond, as PostgreSQL keeps it */
    static Version of(Instant updatedAt) {
        long micros = TimeUnit.SECONDS.toMicros(updatedAt.getEpochSecond())
                + TimeUnit.NANOSECONDS.toMicros(updatedAt.getNano());
        return new Version("\"" + Long.toHexString(micros) + "\"");
    }
}
