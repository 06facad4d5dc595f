package io.github.jotguard.dpop;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The proofs that one request has recorded already. A request can be checked several times, by a second filter or in a
 * second dispatch, and its own proof must not count as a replay. Keep one for each request. Thread-safe.
 */
public final class RecordedProofs {

    private final Set<Recorded> recorded = ConcurrentHashMap.newKeySet(1);

    /** A proof in a store, which is compared by identity unless it defines equality. */
    private record Recorded(ReplayStore store, String proofId) {}

    /** Creates an empty set, for a new request. */
    public RecordedProofs() {}

    boolean contains(ReplayStore store, String proofId) {
        return recorded.contains(new Recorded(store, proofId));
    }

    void add(ReplayStore store, String proofId) {
        recorded.add(new Recorded(store, proofId));
    }
}
