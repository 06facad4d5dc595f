package io.github.jotguard.container.war;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Programs of these tests that run without the other classes of the tests on their class path. */
final class Programs {

    private Programs() {}

    /** A server's jars of this test run, and a program without the rest of the tests, which the application has in its WAR file. */
    static String classPath(Class<?> program, String... jars) throws IOException {
        String server = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar") && Arrays.stream(jars).anyMatch(entry::contains))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
        return server + File.pathSeparator + alone(program, WarServer.workDirectory());
    }

    /** A directory with the class of a program alone. */
    static Path alone(Class<?> program, Path directory) throws IOException {
        String name = program.getName().replace('.', '/') + ".class";
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        try (InputStream in = program.getResourceAsStream("/" + name)) {
            Files.copy(in, file);
        }
        return directory;
    }
}
