package io.github.jotguard.benchmarks.process;

import io.github.jotguard.testing.TestIssuer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** An application in a process of its own. */
final class ServerProcess implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 120;

    private final Process process;
    private final int port;
    private final Duration startTime;

    private ServerProcess(Process process, int port, Duration startTime) {
        this.process = process;
        this.port = port;
        this.startTime = startTime;
    }

    /** Starts an application and waits until it takes requests. */
    static ServerProcess start(Contender contender, TestIssuer issuer, String algorithm) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms512m",
                "-Xmx512m",
                "-XX:+UseG1GC",
                "-classpath",
                contender.classPath(),
                ServedApplication.class.getName()));
        command.addAll(contender.settings(issuer, algorithm));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            String[] ready = CompletableFuture.supplyAsync(() -> ready(process))
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .split(" ", -1);
            return new ServerProcess(process, Integer.parseInt(ready[0]), Duration.ofNanos(Long.parseLong(ready[1])));
        } catch (Exception failure) {
            process.destroyForcibly();
            throw new IOException(contender.title() + " does not start", failure);
        }
    }

    /** Reads up to the line that says so, and drops everything behind it. */
    private static String ready(Process process) {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(ServedApplication.READY)) {
                    return line.substring(ServedApplication.READY.length());
                }
            }
        } catch (IOException closed) {
            throw new IllegalStateException(closed);
        }
        throw new IllegalStateException("It ended before it was ready");
    }

    int port() {
        return port;
    }

    /** Returns the processor time up to the moment when it took requests. */
    Duration startTime() {
        return startTime;
    }

    /** Returns the processor time of the process so far, with that of its compilers and collectors. */
    Duration processorTime() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
