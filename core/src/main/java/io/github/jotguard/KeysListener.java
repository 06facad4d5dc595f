package io.github.jotguard;

/**
 * Receives events about the keys of a source, for metrics. No event carries a key. Events arrive in order on a thread
 * of the key source, for which no request waits. If a listener is too slow, the oldest events are dropped. An exception
 * is logged and otherwise ignored.
 */
public interface KeysListener {

    /** Receives the status after a key set was fetched. */
    default void keysRefreshed(KeysStatus status) {}

    /**
     * Receives the status after a fetch failed. {@link KeysStatus#state()} shows whether the old keys are still used.
     */
    default void keysRefreshFailed(KeysStatus status) {}
}
