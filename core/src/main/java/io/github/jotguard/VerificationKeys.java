package io.github.jotguard;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where the keys of one issuer come from. Implementations are thread-safe. Given by this library: {@link SharedSecret},
 * {@code jwks.RemoteJwkSet} and {@code jwks.StaticJwkSet}; the type of key source, never a token, decides between shared secrets
 * and public keys.
 */
@FunctionalInterface
public interface VerificationKeys extends AutoCloseable {

    /**
     * Finds the keys that fit a header; it may wait for the network, within bounds. At most the first four are tried.
     *
     * @return the keys that fit, empty if there is none
     * @throws KeysUnavailableException if it cannot be told
     */
    List<VerificationKey> find(JwsHeader header);

    /**
     * Finds the keys that fit without waiting for anything. A verifier asks this first: what is found judges the signature before
     * any claim; when nothing is found, a token that is hopeless on its face is rejected before {@link #find} is asked. By default
     * the same as {@link #find}.
     */
    default List<VerificationKey> findCached(JwsHeader header) {
        return find(header);
    }

    /**
     * Finds the keys that fit after the ones that were found did not verify a signature: an issuer may publish another key under the same
     * {@code kid}. A source that fetches keys may fetch them again, within bounds. By default there is nothing newer.
     *
     * @return the keys that fit now, which may be the same; empty if there is nothing newer
     * @throws KeysUnavailableException if it cannot be told
     */
    default List<VerificationKey> findNewer(JwsHeader header) {
        return List.of();
    }

    /**
     * The algorithms that it has keys for, if they are known and stay as they are: what allows none of them is not built, because it
     * would reject every token. By default they are not known.
     */
    default Optional<Set<JwsAlgorithm>> algorithms() {
        return Optional.empty();
    }

    /** Obtains the keys now rather than at the first token. Never fails: {@link #status()} tells how it went. */
    default void preload() {}

    /** How the keys are doing. Does no I/O. */
    default KeysStatus status() {
        return KeysStatus.fixed("fixed", List.of());
    }

    /**
     * Describes why {@link #find} has no key for a header, for {@link JwtVerifier#explain}: such as that the key is published but is skipped.
     * Does no I/O.
     *
     * @return words fit for a log; by default empty
     */
    default Optional<String> describeMissing(JwsHeader header) {
        return Optional.empty();
    }

    /** Tells a listener from now on when keys are refreshed or a refresh fails. By default there is nothing to tell. */
    default void addListener(KeysListener listener) {}

    /**
     * Begins the use by a verifier; called once when a verifier is built. By default counts the verifiers that use this object and adds the
     * listener.
     *
     * @throws IllegalStateException if the source was closed
     */
    default void acquire(KeysListener listener) {
        KeyUsers.enter(this);
        addListener(listener);
    }

    /**
     * Ends the use by a verifier; called once when the verifier is closed. By default closes this source when the last verifier that uses it
     * is closed.
     *
     * @param listener the one that was given to {@link #acquire}; not told anything afterwards
     */
    default void release(KeysListener listener) {
        if (KeyUsers.leave(this)) {
            close();
        }
    }

    /** Ends what runs in the background, for all verifiers that use this source. */
    @Override
    default void close() {}
}
