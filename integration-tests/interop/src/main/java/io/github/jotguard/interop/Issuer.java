package io.github.jotguard.interop;

/** An authorization server that runs in a process of its own, on a free port of the loopback address. */
public interface Issuer extends AutoCloseable {

    /** Returns the value of {@code iss} in its access tokens. */
    String issuer();

    /** Returns the JWKS URI, at an address that this machine can reach. */
    String jwksUri();

    /** Stops the server and what it started, and deletes its files. It may be called several times. */
    @Override
    void close();
}
