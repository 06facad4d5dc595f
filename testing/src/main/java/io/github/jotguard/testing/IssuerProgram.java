package io.github.jotguard.testing;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * An issuer in the foreground, to call an application without a real issuer with curl. Prints settings for the
 * application, and tokens. Exit status: 1 the port is taken, 2 wrong usage.
 */
final class IssuerProgram {
    static final int GOOD = 0;
    static final int PORT_TAKEN = 1;
    static final int WRONG_USAGE = 2;

    private static final String USAGE = """
            Usage: java -jar jotguard-testing.jar [--port PORT] [--audience AUDIENCE] [--subject SUBJECT] [--claim NAME=VALUE]... [--algorithm ALG] [--secret-env VARIABLE]

              --port PORT            listen on this port of 127.0.0.1 (any free one), so that settings stay good for the next run
              --audience AUDIENCE    the aud of the tokens (the issuer itself, as with Better Auth)
              --subject SUBJECT      the sub of the tokens (test-user)
              --claim NAME=VALUE     one more claim: text, a whole number, true or false; given several times, a list
              --algorithm ALG        sign with ES256, RS256, ... (EdDSA)
              --secret-env VARIABLE  sign with HS256 and the secret in this environment variable, at least 32 bytes in UTF-8
              --help                 this text

            Runs until Ctrl-C. For tests only: whoever can connect or read the output can call the application.""";

    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;
    private final Consumer<TestIssuer> stay;

    /**
     * Creates the program.
     *
     * @param stay returns when the issuer is to end
     */
    IssuerProgram(PrintStream out, PrintStream err, Map<String, String> environment, Consumer<TestIssuer> stay) {
        this.environment = environment;
        this.out = out;
        this.err = err;
        this.stay = stay;
    }

    /** Starts the program; a signal ends it. */
    public static void main(String[] args) {
        System.exit(new IssuerProgram(System.out, System.err, System.getenv(), issuer -> waitForSignal()).run(args));
    }

    private static void waitForSignal() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    int run(String... args) {
        try {
            IssuerArguments arguments = IssuerArguments.parse(environment, args);
            if (arguments.isHelp()) {
                out.println(USAGE);
            } else {
                runUntilEnd(arguments);
            }
            return GOOD;
        } catch (IllegalArgumentException complaint) {
            err.println(complaint.getMessage());
            err.println(USAGE.lines().findFirst().orElseThrow());
            return WRONG_USAGE;
        } catch (UncheckedIOException taken) {
            err.println(taken.getMessage());
            return PORT_TAKEN;
        }
    }

    private void runUntilEnd(IssuerArguments arguments) {
        try (TestIssuer issuer = arguments.start()) {
            out.print(new IssuerGuide(issuer, arguments).text());
            out.flush();
            stay.accept(issuer);
        }
    }
}
