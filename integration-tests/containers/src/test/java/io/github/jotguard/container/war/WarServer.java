package io.github.jotguard.container.war;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, on loopback, with one application at {@code /app}. */
abstract class WarServer implements AutoCloseable {

    static final String CONTEXT_PATH = "/app";
    private static final long PATIENCE_SECONDS = 240;
    private static final String END = "the process has ended";

    private final BlockingQueue<String> output = new LinkedBlockingQueue<>();
    private final List<String> log = new ArrayList<>();
    private final int port;
    private Process process;

    WarServer() throws IOException {
        this.port = freePort();
    }

    /** The one that this test run is about, which the system property names, not started. */
    static WarServer ofThisRun() {
        try {
            return (WarServer)
                    Class.forName(WarServer.class.getPackageName() + "." + System.getProperty("jotguard.server"))
                            .getDeclaredConstructor()
                            .newInstance();
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Starts the server without application. */
    abstract void start() throws Exception;

    /** Deploys the application in place of the one there is, and returns when it can be called or has failed. */
    abstract void deploy(Path war) throws Exception;

    int port() {
        return port;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The file with the log of the servlet context, where documentation says; empty: standard output. */
    Optional<LogFile> contextLog() {
        return Optional.empty();
    }

    /** True if standard output has the log of the servlet context, too. */
    boolean showsContextLog() {
        return true;
    }

    /** True if CDI injects the filter's caller as {@code Principal}. */
    boolean injectsCaller() {
        return false;
    }

    /** True if Jakarta REST rejects a caller who lacks the role of {@code @RolesAllowed}. */
    boolean checksRolesAllowed() {
        return false;
    }

    /** All that the server has written to standard output so far. */
    String log() {
        List<String> more = new ArrayList<>();
        output.drainTo(more);
        log.addAll(more);
        return String.join("\n", log);
    }

    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    static Path workDirectory() throws IOException {
        return Files.createTempDirectory(Path.of("target"), "server").toAbsolutePath();
    }

    void run(ProcessBuilder command) throws IOException {
        process = command.redirectErrorStream(true).start();
        Thread reader = new Thread(this::read, "output of the server");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
            }
        } catch (IOException closed) {
            log.add(closed.toString());
        }
        output.add(END);
    }

    /** Waits for a line of the server that contains one of the texts, and returns it. */
    String await(String... texts) throws InterruptedException {
        while (true) {
            String line = output.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            log.add(String.valueOf(line));
            if (line == null || line.equals(END)) {
                throw new IllegalStateException(
                        "The server did not write " + List.of(texts) + " but:\n" + String.join("\n", log));
            }
            for (String text : texts) {
                if (line.contains(text)) {
                    return line;
                }
            }
        }
    }

    /** Waits for a line of the server that contains this text, unless there was one, and returns it. */
    String awaitLogged(String text) throws InterruptedException {
        Optional<String> there =
                log().lines().filter(line -> line.contains(text)).findFirst();
        return there.isPresent() ? there.get() : await(text);
    }

    void tell(String command) throws IOException {
        OutputStream in = process.getOutputStream();
        in.write((command + "\n").getBytes(StandardCharsets.UTF_8));
        in.flush();
    }

    /** Leaves the log in {@code target}. */
    @Override
    public void close() throws IOException {
        Files.writeString(Path.of("target", getClass().getSimpleName() + ".log"), log());
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            if (!hasEnded()) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }
    }

    private boolean hasEnded() {
        try {
            return process.waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
