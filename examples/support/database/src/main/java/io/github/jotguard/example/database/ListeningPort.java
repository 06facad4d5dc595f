package io.github.jotguard.example.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** The port of an example application, which the environment variable {@code PORT} names. */
public final class ListeningPort {

    /** The environment variable: {@value}. */
    public static final String PORT = "PORT";

    private static final int MAX_PORT = 65_535;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private ListeningPort() {}

    /**
     * Parses the value of {@code PORT}.
     *
     * @return 1 to 65535, or 0 for a free one
     * @throws IllegalArgumentException if it is something else
     */
    public static int parse(String digits) {
        int port = digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : -1;
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("PORT must be a number from 0 to 65535; 0 takes a free one.");
        }
        return port;
    }

    /**
     * Checks that the port can be listened on. To be called before anything is started.
     *
     * @param port 1 to 65535, or 0, which always can
     * @throws IllegalStateException if another program listens there, or this user may not; the message names PORT
     */
    public static void check(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port));
        } catch (IOException e) {
            throw unavailable(port, e);
        }
    }

    /** Returns what to throw when the application itself cannot listen on the port. */
    public static IllegalStateException unavailable(int port, Exception cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return new IllegalStateException(
                "The application cannot listen on 127.0.0.1:" + port + ": " + root.getMessage()
                        + ". Set PORT to another port, or to 0 for a free one.",
                cause);
    }
}
