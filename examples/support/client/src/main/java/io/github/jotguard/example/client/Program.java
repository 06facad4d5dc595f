package io.github.jotguard.example.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A program of an example, as a process of its own. Closing it ends it. Not thread-safe. */
public final class Program implements AutoCloseable {

    /** The variables that the programs read. A test sets the ones that it needs. */
    private static final List<String> VARIABLES =
            List.of("BETTER_AUTH_SECRET", "DATABASE_URL", "FRONTEND_URL", "HOST", "PORT", "TRUSTED_ORIGINS");

    private static final int SECONDS_TO_END = 60;
    private static final int MILLIS_TO_CONNECT = 2_000;

    private final Process process;
    private final BufferedReader out;
    private final BufferedReader errors;

    private Program(Process process) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
        this.errors = process.errorReader(StandardCharsets.UTF_8);
    }

    /** Starts a class with the class path of the test. Its temporary files go to a directory of their own. */
    public static Program ofClass(
            String mainClass, Path temporary, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("-Djava.io.tmpdir=" + temporary, "-cp", System.getProperty("java.class.path"), mainClass));
        command.addAll(List.of(arguments));
        return start(new ProcessBuilder(), command, environment);
    }

    /** Starts a jar in a directory. What it logs is printed with its output. */
    public static Program ofJar(Path jar, Path directory, Map<String, String> environment) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder().directory(directory.toFile()).redirectErrorStream(true);
        return start(builder, List.of("-jar", jar.toAbsolutePath().toString()), environment);
    }

    private static Program start(ProcessBuilder builder, List<String> arguments, Map<String, String> environment)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        builder.environment().keySet().removeAll(VARIABLES);
        builder.environment().putAll(environment);
        return new Program(builder.command(command).start());
    }

    /** Returns the jars of a directory, as {@code *.jar} in a shell. */
    public static List<Path> jars(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }

    /** Reads on to a line of this form and returns its first group. */
    public String find(Pattern line) throws IOException {
        for (String printed = out.readLine(); printed != null; printed = out.readLine()) {
            Matcher matcher = line.matcher(printed);
            if (matcher.matches()) {
                return matcher.group(1);
            }
        }
        throw new AssertionError("the program ended without printing " + line);
    }

    /** Reads on to a line with this beginning, and returns all lines to there. */
    public List<String> readTo(String beginning) throws IOException {
        List<String> printed = new ArrayList<>();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            printed.add(line);
            if (line.startsWith(beginning)) {
                return printed;
            }
        }
        throw new AssertionError("the program ended after " + printed);
    }

    /** Waits until the program ends and returns what it printed as errors, without a line break at the end. */
    public String errors() {
        return String.join("\n", errors.lines().toList());
    }

    /** Waits until the program ends by itself. */
    public int exitStatus() throws InterruptedException {
        return process.waitFor();
    }

    /** Ends the program in an orderly way (SIGTERM) and waits for it. */
    public void end() throws InterruptedException {
        process.toHandle().destroy();
        if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
            throw new AssertionError("the program goes on after SIGTERM");
        }
    }

    @Override
    public void close() {
        try {
            end();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Returns whether something listens at the host and port of an address. */
    public static boolean accepts(String address) {
        URI uri = URI.create(address);
        return accepts(new InetSocketAddress(uri.getHost(), uri.getPort()));
    }

    /** Returns whether something listens at an address. */
    public static boolean accepts(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, MILLIS_TO_CONNECT);
            return true;
        } catch (IOException rejected) {
            return false;
        }
    }

    /**
     * Runs lines in a shell, in a directory that also gets their temporary files, and returns their output.
     *
     * @throws AssertionError if a line fails, which ends the shell, or prints an error
     */
    public static String paste(List<String> lines, Path directory) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("pasted", ".log");
        ProcessBuilder builder = new ProcessBuilder("bash", "-eu").directory(directory.toFile());
        builder.environment().put("TMPDIR", directory.toString());
        Process shell = builder.redirectError(errors.toFile()).start();
        shell.outputWriter().append(String.join("\n", lines)).append('\n').close();
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = shell.waitFor();
        String printed = Files.readString(errors);
        Files.delete(errors);
        if (status != 0 || !printed.isEmpty()) {
            throw new AssertionError("the shell ended with " + status + ": " + printed);
        }
        return output;
    }
}
