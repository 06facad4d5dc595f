package io.github.jotguard.interop;

/** An application that verifies tokens as its settings say. */
interface Application extends AutoCloseable {

    /**
     * Returns its verdict on a request with a token.
     *
     * @return {@code accepted}, or the code of the reason
     */
    String verdict(String token);

    @Override
    void close();
}
