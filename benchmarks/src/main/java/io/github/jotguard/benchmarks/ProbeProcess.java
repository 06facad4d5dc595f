package io.github.jotguard.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a probe in a JVM of its own, with the class path of this one. */
final class ProbeProcess {

    private ProbeProcess() {}

    /**
     * Waits for the end of the process, which writes to the standard output of this one.
     *
     * @throws IOException if the probe fails
     */
    static void run(String heap, Class<?> program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-classpath",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        Process probe = new ProcessBuilder(command).inheritIO().start();
        if (probe.waitFor() != 0) {
            throw new IOException("the probe failed: " + program.getSimpleName());
        }
    }
}
