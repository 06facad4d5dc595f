package io.github.jotguard.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A server in a process of its own. It ends with {@link #close()}, and at the latest with this JVM. */
public final class ServerProcess implements AutoCloseable {

    private static final int KEPT_LINES = 200;
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(15);

    private final String name;
    private final Process process;
    private final Thread atExit = new Thread(this::kill);
    private final Deque<String> output = new ArrayDeque<>();
    private final CompletableFuture<String> ready = new CompletableFuture<>();

    private ServerProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Starts a server and waits until it is ready.
     *
     * @param sign a part of the line that it writes when it is ready
     * @param within the time after which it is stopped if it is not
     */
    public static ServerProcess start(String name, ProcessBuilder command, String sign, Duration within) {
        try {
            ServerProcess server =
                    new ServerProcess(name, command.redirectErrorStream(true).start());
            server.readOutput(sign);
            server.awaitReady(within);
            return server;
        } catch (IOException notStarted) {
            throw new UncheckedIOException(name + " cannot be started", notStarted);
        }
    }

    /** Returns a port of the loopback address that nothing listens on now. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    /** Returns the last lines that the server wrote. */
    String log() {
        synchronized (output) {
            return String.join("\n", output);
        }
    }

    private void readOutput(String sign) {
        Thread reader = new Thread(() -> read(sign), name + " output");
        reader.setDaemon(true);
        reader.start();
    }

    private void read(String sign) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                keep(line);
                if (line.contains(sign)) {
                    ready.complete(line);
                }
            }
        } catch (IOException closed) {
            keep(closed.toString());
        }
        ready.completeExceptionally(new IllegalStateException("it ended"));
    }

    private void keep(String line) {
        synchronized (output) {
            if (output.size() == KEPT_LINES) {
                output.removeFirst();
            }
            output.add(line);
        }
    }

    private void awaitReady(Duration within) {
        try {
            ready.get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException notReady) {
            close();
            throw new IllegalStateException(name + " was not ready within " + within + ":\n" + log(), notReady);
        } catch (InterruptedException stopped) {
            close();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private void kill() {
        all().forEach(ProcessHandle::destroyForcibly);
    }

    private Stream<ProcessHandle> all() {
        return Stream.concat(process.descendants(), Stream.of(process.toHandle()));
    }

    @Override
    public void close() {
        List<ProcessHandle> processes = all().toList();
        processes.forEach(ProcessHandle::destroy);
        for (ProcessHandle each : processes) {
            if (!hasEnded(each)) {
                each.destroyForcibly();
                hasEnded(each);
            }
        }
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException inShutdown) {
            keep("closed while the JVM ends");
        }
    }

    private static boolean hasEnded(ProcessHandle process) {
        try {
            process.onExit().get(STOPS_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException running) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
