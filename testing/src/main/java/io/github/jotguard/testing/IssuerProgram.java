package io.github.jotguard.testing;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * An issuer in the foreground, to call an application that has no real one with curl. Prints what to set in the application, and
 * tokens. Exit status: 1 the port is taken, 2 wrong usage.
 */
final class IssuerProgram {
    static final int GOOD = 0;
    static final int PORT_TAKEN = 1;
    static final int WRONG_USAGE = 2;

    private static final String USAGE = """
            Usage: java -jar jotguard-testing.jar [--port PORT] [--audience AUDIENCE] [--subject SUBJECT]

              --port PORT          listen on this port of 127.0.0.1 (any free one), so that settings stay good for the next run
              --audience AUDIENCE  the aud of the tokens (the issuer itself, as with Better Auth)
              --subject SUBJECT    the sub of the tokens (test-user)
              --help               this text

            Runs until Ctrl-C. For tests only: whoever can connect or read the output can call the application.""";

    private final PrintStream out;
    private final PrintStream err;
    private final Consumer<TestIssuer> stay;

    /** @param stay returns when the issuer is to end */
    IssuerProgram(PrintStream out, PrintStream err, Consumer<TestIssuer> stay) {
        this.out = out;
        this.err = err;
        this.stay = stay;
    }

    /** Starts it; a signal ends it. */
    public static void main(String[] args) {
        System.exit(new IssuerProgram(System.out, System.err, issuer -> waitForSignal()).run(args));
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
            IssuerArguments arguments = IssuerArguments.parse(args);
            if (arguments.isHelp()) {
                out.println(USAGE);
            } else {
                runUntilEnd(arguments.start(), arguments.subject());
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

    private void runUntilEnd(TestIssuer started, String subject) {
        try (TestIssuer issuer = started) {
            out.print(new IssuerGuide(issuer, subject).text());
            out.flush();
            stay.accept(issuer);
        }
    }
}
