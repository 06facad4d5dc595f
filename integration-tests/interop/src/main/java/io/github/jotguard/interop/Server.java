package io.github.jotguard.interop;

/** A server in a process of its own, on free ports of the loopback address. */
public interface Server extends AutoCloseable {

    /** Returns the address that it listens at. */
    String address();

    /** Stops the server and what it started, and deletes its files. It may be called several times. */
    @Override
    void close();
}
