package io.github.jotguard.benchmarks;

/** A library, set up as its documentation says, that verifies a token in full: signature, times, issuer, audience. */
@FunctionalInterface
interface Contender {

    /**
     * Verifies a token and reads it.
     *
     * @throws Exception if it rejects the token; each library has its own
     */
    Identity verify(String token) throws Exception;
}
