package io.github.jotguard;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The source of the keys of one issuer. Implementations are thread-safe. This library has {@link SharedSecret},
 * {@code jwks.RemoteJwkSet} and {@code jwks.StaticJwkSet}. The type of the key source, and never a token, decides
 * between shared secrets and public keys.
 */
@FunctionalInterface
public interface VerificationKeys extends AutoCloseable {

    /**
     * Finds the keys that fit a header. It may wait for the network, within bounds. A verifier tries at most the first
     * eight. Costly keys count twice: ES384, ES512, Ed448, and RSA of more than 4096 bits. If more keys fit and none of
     * those made the signature, the token is rejected.
     *
     * @param header the header of an unverified token
     * @return the keys that fit; empty if there is none
     * @throws KeysUnavailableException if it is unknown whether there is such a key
     */
    List<VerificationKey> find(JwsHeader header);

    /**
     * Finds the keys that fit without waiting. A verifier calls this before {@link #find}. With a key found here, the
     * signature is verified before any claim is checked. Without one, a token that can never be accepted is rejected
     * before {@link #find} is called. The default calls {@link #find}.
     *
     * @param header the header of an unverified token
     * @return the keys that fit; empty if there is none or finding them takes time
     * @throws KeysUnavailableException if it is unknown whether there is such a key
     */
    default List<VerificationKey> findCached(JwsHeader header) {
        return find(header);
    }

    /**
     * Returns whether {@link #findCached} may wait for something. If so, {@link JwtVerifier#tryVerify} accepts no token
     * of the issuer. Called when a verifier is built.
     *
     * @return true by default, and false for the sources of this library
     */
    default boolean mayBlock() {
        return true;
    }

    /**
     * Finds keys that replaced the ones with which a signature could not be verified. An issuer may publish another key
     * under the same {@code kid}. A source that fetches keys may fetch them again, within bounds. The default returns
     * none.
     *
     * @param header the header of an unverified token
     * @return the keys that fit now, which may be the same; empty if there is nothing newer
     * @throws KeysUnavailableException if it is unknown whether there is such a key
     */
    default List<VerificationKey> findNewer(JwsHeader header) {
        return List.of();
    }

    /**
     * Returns the algorithms of the keys, if they are known and never change. An issuer that allows none of them cannot
     * be built, because it would reject every token.
     *
     * @return empty if they are unknown, as by default
     */
    default Optional<Set<JwsAlgorithm>> algorithms() {
        return Optional.empty();
    }

    /** Fetches the keys now and not at the first token. Never throws; {@link #status()} shows the outcome. */
    default void preload() {}

    /** Returns the status of the keys. Does no I/O. */
    default KeysStatus status() {
        return KeysStatus.fixed("fixed", List.of());
    }

    /**
     * Describes why {@link #find} has no key for a header, for {@link JwtVerifier#explain}. Does no I/O. The key may be
     * published and skipped, for example.
     *
     * @param header the header of an unverified token
     * @return text that is suitable for a log; by default empty
     */
    default Optional<String> describeMissing(JwsHeader header) {
        return Optional.empty();
    }

    /** Adds a listener for refreshed keys and failed refreshes. The default does nothing. */
    default void addListener(KeysListener listener) {}

    /**
     * Begins the use by a verifier. It is called once when a verifier is built. The default counts the verifiers that
     * use this object and adds the listener.
     *
     * @param listener the listener of the verifier
     * @throws IllegalStateException if the source was closed
     */
    default void acquire(KeysListener listener) {
        KeyUsers.enter(this);
        addListener(listener);
    }

    /**
     * Ends the use by a verifier. It is called once when the verifier is closed. The default closes this source when
     * the last verifier that uses it is closed.
     *
     * @param listener the listener that was given to {@link #acquire}; it receives no more events
     */
    default void release(KeysListener listener) {
        if (KeyUsers.leave(this)) {
            close();
        }
    }

    /** Stops background threads, for all verifiers that use this source. */
    @Override
    default void close() {}
}
