package io.github.jotguard.dpop;

import java.time.Instant;

/**
 * Remembers the proofs that were used (RFC 9449 §11.1). Implementations are thread-safe and atomic: of several calls
 * with the same proof, in all processes that share the store, one returns true.
 *
 * <p>It is called on the thread of the request, without any lock. Give it a timeout of its own. An exception leads to a
 * response with 503, never to an accepted proof.
 */
@FunctionalInterface
public interface ReplayStore {

    /**
     * Records a proof unless it was recorded before.
     *
     * @param proofId SHA-256 of key, {@code jti} and {@code htu} in base64url, 43 characters; no part of a request can
     *     be derived from it
     * @param until the last instant at which the proof would be accepted; the record may be deleted after it
     * @return true if the proof was not recorded before, false if it is replayed
     * @throws RuntimeException if the result is unknown, for example because the store is full or down
     */
    boolean addIfAbsent(String proofId, Instant until);
}
