package io.github.jotguard.benchmarks.drill;

/** A verifier under drill. */
interface Drilled extends AutoCloseable {

    /** The outcome of a verification. */
    enum Verdict {
        ACCEPTED,
        /** The token is said to be bad. */
        REJECTED,
        /** It is said that this cannot be told. */
        CANNOT_TELL
    }

    Verdict verify(String token);

    @Override
    default void close() {}
}
