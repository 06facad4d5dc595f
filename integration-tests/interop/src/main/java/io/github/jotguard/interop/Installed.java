package io.github.jotguard.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Servers that Maven or npm has installed for this module. Without one, tests that need it are skipped and name the
 * command; in CI everything is installed, so they fail there.
 */
public final class Installed {

    private Installed() {}

    /** Returns the directory of this module. The working directory of tests is this one or one beside it. */
    static Path module() {
        return Path.of("").toAbsolutePath().resolveSibling("interop");
    }

    /** Skips the test without Node or its packages. */
    static void requireNodePackage(String name) {
        require(
                Files.isDirectory(module().resolve("node_modules").resolve(name)),
                "run npm ci in integration-tests/interop first (Node 20 or newer)");
    }

    /** Returns the class path of a server that is a module of its own. */
    static String classPath(String server) {
        Path file = module().resolve("servers").resolve(server).resolve("target/class-path");
        require(Files.exists(file), "run mvn compile -pl integration-tests/interop/servers/" + server + " first");
        try {
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Skips the test if something is missing, or fails it in CI, and names the command that installs it. */
    public static void require(boolean isInstalled, String command) {
        boolean isRequired = "true".equals(System.getenv("CI"));
        if (isRequired && !isInstalled) {
            throw new IllegalStateException("in CI every server must be installed: " + command);
        }
        assumeTrue(isInstalled, "skipped: " + command);
    }

    /** Returns the command of the JVM that runs the tests. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
