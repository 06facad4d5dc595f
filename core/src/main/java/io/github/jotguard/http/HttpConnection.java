package io.github.jotguard.http;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one connection of a fetch. {@link #close()}, which any thread may call, ends whatever the socket is doing at once and lets no other
 * be opened.
 */
public final class HttpConnection implements Closeable {

    /** An address that does not take a connection within this time is left for the next one. */
    static final Duration PATIENCE = Duration.ofSeconds(1);

    /** Nothing waits for longer than a fetch lasts, because that closes the socket. */
    private static final int NO_LIMIT = 0;

    private @Nullable Socket socket;
    private boolean isClosed;

    /**
     * Connects by the first way that works.
     *
     * @param deadline how long the fetch may last; short ones divide it among the ways
     * @throws IOException why the last one failed; the others are suppressed
     */
    Route connect(List<Route> routes, Duration deadline) throws IOException {
        IOException last = null;
        for (int i = 0; i < routes.size(); i++) {
            Route route = routes.get(i);
            boolean isLast = i == routes.size() - 1;
            try {
                open(new Socket(route.socketProxy()))
                        .connect(route.address(), isLast ? NO_LIMIT : patience(deadline, routes.size()));
                return route;
            } catch (IOException | RuntimeException failure) { // a SOCKS proxy's address may be rejected with the latter
                last = collect(failure, last);
            }
        }
        throw last == null ? new SocketException("no address") : last;
    }

    /** Milliseconds for each address but the last. */
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

    /** Closes the socket before it, if there is one. */
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

    /** Of the plain socket, because closing a TLS socket may wait for others that use it. */
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
