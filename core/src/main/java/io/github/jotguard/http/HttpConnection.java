package io.github.jotguard.http;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The single connection of a fetch. {@link #close()}, which any thread may call, closes the socket at once and prevents
 * another one.
 */
public final class HttpConnection implements Closeable {

    /** Maximum time to connect to an address before the next one is tried. */
    static final Duration PATIENCE = Duration.ofSeconds(1);

    /** No timeout of the socket. Nothing waits for longer than a fetch lasts, because that closes the socket. */
    private static final int NO_LIMIT = 0;

    private @Nullable Socket socket;
    private boolean isClosed;

    /**
     * Connects by the first route that works.
     *
     * @param more the number of further proxies, each with at least one route
     * @param deadline the maximum duration of the fetch; a short one is divided among the routes
     * @throws IOException the failure of the last route; the others are suppressed
     */
    Route connect(List<Route> routes, int more, Duration deadline) throws IOException {
        IOException last = null;
        for (int i = 0; i < routes.size(); i++) {
            Route route = routes.get(i);
            boolean isLast = more == 0 && i == routes.size() - 1;
            try {
                open(new Socket(route.socketProxy()))
                        .connect(route.address(), isLast ? NO_LIMIT : patience(deadline, routes.size() + more));
                return route;
            } catch (IOException
                    | RuntimeException failure) { // a SOCKS proxy's address may be rejected with the latter
                last = collect(failure, last);
            }
        }
        throw last == null ? new SocketException("no address") : last;
    }

    /** Returns the time to connect to each address except the last, in milliseconds. */
    public static int patience(Duration deadline, int ways) {
        Duration part = deadline.dividedBy(ways);
        return (int) Math.max(1, (part.compareTo(PATIENCE) < 0 ? part : PATIENCE).toMillis());
    }

    private static IOException collect(Exception failure, @Nullable IOException before) {
        IOException collected = failure instanceof IOException io ? io : new IOException(failure);
        if (before != null) {
            collected.addSuppressed(before);
        }
        return collected;
    }

    /** Replaces the socket, and closes the previous one. */
    private synchronized Socket open(Socket opened) throws IOException {
        closeSocket();
        socket = opened;
        if (isClosed) {
            closeSocket();
            throw new SocketException("closed");
        }
        return opened;
    }

    synchronized Socket socket() throws SocketException {
        if (socket == null || isClosed) {
            throw new SocketException("closed");
        }
        return socket;
    }

    /** Closes the plain socket, because closing a TLS socket may wait for other threads that use it. */
    @Override
    public synchronized void close() {
        isClosed = true;
        closeSocket();
    }

    private void closeSocket() {
        if (socket == null) {
            return;
        }
        try {
            socket.close();
        } catch (IOException gone) {
            // nothing is left to be done with it
        }
    }
}
