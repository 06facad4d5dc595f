package io.github.jotguard;

/**
 * Receives events about the keys of a source, for metrics. Events come in order on a thread of the key source that nothing waits for; if a
 * listener is too slow, the oldest events are dropped. What it throws is logged and otherwise ignored. No event carries a key.
 */
public interface KeysListener {

    /** Receives the status after a key set was fetched. */
    default void keysRefreshed(KeysStatus status) {}

    /** Receives the status after a fetch failed; {@link KeysStatus#state()} says whether the old keys are still used. */
    default void keysRefreshFailed(KeysStatus status) {}
}
