package io.github.jotguard.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server on a port of 127.0.0.1, which it keeps while it refuses connections. Thread-safe; all threads are
 * daemons.
 */
final class LoopbackServer implements AutoCloseable {
    static final String HOST = "127.0.0.1";

    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final Answer NOT_FOUND = Answer.of(404, List.of(), new byte[0]);

    static {
        // JDK 17 sends head and body of an answer apart; with Nagle's algorithm each answer then takes 40 ms
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final Site site;
    private final ExecutorService workers;
    private final ThreadFactory threads;
    private final int port;
    private @Nullable HttpServer http;
    private @Nullable Socket portHolder;

    private LoopbackServer(Site site, int wantedPort) throws IOException {
        this.site = site;
        this.threads = daemons();
        this.workers = Executors.newCachedThreadPool(threads);
        HttpServer started = listen(wantedPort);
        this.http = started;
        this.port = started.getAddress().getPort();
    }

    /** Starts a server on a port; 0 is any free port. */
    static LoopbackServer start(Site site, int wantedPort) {
        try {
            return new LoopbackServer(site, wantedPort);
        } catch (IOException taken) {
            throw new UncheckedIOException(
                    "port " + wantedPort + " cannot be listened on: " + taken.getMessage(), taken);
        }
    }

    int port() {
        return port;
    }

    private static ThreadFactory daemons() {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "test-issuer-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    private HttpServer listen(int onPort) throws IOException {
        HttpServer server = HttpServer.create(address(onPort), 0);
        server.createContext("/", this::handle);
        server.setExecutor(workers);
        // the server's own thread is a daemon only if the thread that starts it is one
        Thread starter = threads.newThread(server::start);
        starter.start();
        join(starter);
        return server;
    }

    private static InetSocketAddress address(int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port);
    }

    private static void join(Thread starter) {
        boolean interrupted = false;
        while (starter.isAlive()) {
            try {
                starter.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        // closing an exchange that has no response yet closes its connection, which is what an interrupted one deserves
        try (exchange) {
            Answer answer = null;
            if (exchange.getRequestMethod().equals("GET")) {
                answer = site.answer(exchange.getRequestURI().getPath());
            }
            (answer == null ? NOT_FOUND : answer).sendTo(exchange);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** Refuses connections from now on and cuts the open ones; the port stays bound. */
    synchronized void goDown() {
        if (http == null) {
            return;
        }
        try {
            http.stop(0);
            http = null;
            portHolder = holdPort();
        } catch (IOException taken) {
            throw new UncheckedIOException("port " + port + " could not be kept", taken);
        }
    }

    /** Binds the port without listening: the system refuses connections and gives the port to no other process. */
    private Socket holdPort() throws IOException {
        Socket holder = new Socket();
        // to bind in spite of connections that have just been closed, and then to share with nobody
        holder.setReuseAddress(true);
        holder.bind(address(port));
        holder.setReuseAddress(false);
        return holder;
    }

    /** Listens again on the same port. */
    synchronized void comeUp() {
        if (http != null || workers.isShutdown()) {
            return;
        }
        try {
            releasePort();
            http = listen(port);
        } catch (IOException taken) {
            throw new UncheckedIOException("port " + port + " could not be listened on again", taken);
        }
    }

    @Override
    public synchronized void close() {
        if (http != null) {
            http.stop(0);
            http = null;
        }
        workers.shutdownNow();
        try {
            releasePort();
        } catch (IOException unreleased) {
            throw new UncheckedIOException("port " + port + " could not be released", unreleased);
        }
    }

    private void releasePort() throws IOException {
        if (portHolder != null) {
            portHolder.close();
            portHolder = null;
        }
    }

    /** The content of a server: the response for a path, or null if there is none. */
    interface Site {
        @Nullable
        Answer answer(String path) throws InterruptedException;
    }
}
