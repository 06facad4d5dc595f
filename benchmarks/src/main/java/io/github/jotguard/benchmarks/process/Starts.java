package io.github.jotguard.benchmarks.process;

import io.github.jotguard.benchmarks.process.ClassPaths.Part;
import io.github.jotguard.testing.TestIssuer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The processor time of starts, in whole processes that take turns: up to the first verified token, and of an application of Spring Boot up to
 * the moment when it takes requests.
 */
public final class Starts {

    private static final int ROUNDS = 9;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final long PATIENCE_SECONDS = 60;

    /** The processes up to the first verified token, by their titles. */
    private static final Map<String, Set<Part>> FIRST_TOKEN = new LinkedHashMap<>();

    static {
        FIRST_TOKEN.put("nothing", EnumSet.of(Part.JOTGUARD));
        FIRST_TOKEN.put("nimbus", EnumSet.of(Part.JOTGUARD));
        FIRST_TOKEN.put("jotguard", EnumSet.of(Part.JOTGUARD));
        FIRST_TOKEN.put("uncached, Jotguard without its cache", EnumSet.of(Part.JOTGUARD));
        FIRST_TOKEN.put("jotguard, Bouncy Castle present", EnumSet.of(Part.JOTGUARD, Part.BOUNCY_CASTLE));
        FIRST_TOKEN.put("jotguard, ACCP present", EnumSet.of(Part.JOTGUARD, Part.ACCP));
    }

    private Starts() {}

    /**
     * Measures, and prints a table for each part.
     *
     * @param parts {@code application} and algorithms; all if there is none
     */
    public static void main(String... parts) throws Exception {
        for (String part : parts.length == 0 ? new String[] {"RS256", "ES256", "EdDSA", "application"} : parts) {
            if (part.equals("application")) {
                applications();
            } else {
                firstTokens(part);
            }
        }
    }

    private static void firstTokens(String algorithm) throws Exception {
        Map<String, Sample> samples = new LinkedHashMap<>();
        try (TestIssuer issuer = TestIssuer.builder().algorithm(algorithm).start()) {
            String token = issuer.token();
            for (int round = 0; round < ROUNDS; round++) {
                for (Map.Entry<String, Set<Part>> process : FIRST_TOKEN.entrySet()) {
                    boolean isPossible = !(process.getKey().equals("nimbus") && algorithm.equals("EdDSA"));
                    if (isPossible) {
                        samples.computeIfAbsent(process.getKey(), first -> new Sample())
                                .add(firstToken(process.getKey(), process.getValue(), algorithm, issuer, token));
                    }
                }
            }
        }
        print("first verified token, " + algorithm, samples);
    }

    private static double firstToken(String title, Set<Part> parts, String algorithm, TestIssuer issuer, String token)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dslf4j.internal.verbosity=ERROR",
                        "-classpath",
                        ClassPaths.of(parts),
                        FirstToken.class.getName(),
                        title.split(",", -1)[0],
                        algorithm,
                        issuer.issuer(),
                        issuer.audience(),
                        issuer.jwkSetJson(),
                        token)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(title + " does not end");
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        List<String> words = output.lines()
                .filter(line -> line.startsWith(ServedApplication.READY))
                .findFirst()
                .map(line -> List.of(line.split(" ", -1)))
                .orElseThrow(() -> new IOException(title + " fails"));
        if (!title.equals("nothing") && words.size() < 3) {
            throw new IOException(title + " verifies nothing");
        }
        return Long.parseLong(words.get(1)) / NANOS_PER_MILLI;
    }

    private static void applications() throws IOException {
        Map<String, Sample> samples = new LinkedHashMap<>();
        try (TestIssuer issuer = TestIssuer.builder().algorithm("RS256").start()) {
            for (int round = 0; round < ROUNDS; round++) {
                for (Contender contender : Contender.values()) {
                    try (ServerProcess server = ServerProcess.start(contender, issuer, "RS256")) {
                        samples.computeIfAbsent(contender.title(), first -> new Sample())
                                .add(server.startTime().toNanos() / NANOS_PER_MILLI);
                    }
                }
            }
        }
        print("start of an application", samples);
    }

    private static void print(String what, Map<String, Sample> samples) {
        System.out.println();
        System.out.println("| " + what + ", ms of processor time, " + Runtime.version()
                + " | least | median | greatest | above the first, least | above the first, median |");
        System.out.println("|---|---|---|---|---|---|");
        Sample first = samples.values().iterator().next();
        samples.forEach((title, sample) ->
                System.out.println("| " + title + " | " + sample.cells() + " | " + sample.cellsAbove(first) + " |"));
    }
}
