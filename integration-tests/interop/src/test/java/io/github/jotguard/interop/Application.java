package io.github.jotguard.interop;

/** An application that verifies tokens as its settings say. */
interface Application extends AutoCloseable {

    /**
     * Returns its verdict on a request with a credential.
     *
     * @return {@code accepted}, or the code of the reason
     */
    String verdict(Credential credential);

    /** Returns its verdict on a request with a bearer token. */
    default String verdict(String token) {
        return verdict(Credential.bearer(token));
    }

    @Override
    void close();
}
