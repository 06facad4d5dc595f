package io.github.jotguard.cli;

import io.github.jotguard.JwtVerifier;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a token from standard input and prints the verdict, a hint, and each check that a verifier makes. Without options
 * it describes the token and proposes settings. Exit status: 0 accepted, 1 rejected, 2 wrong usage, 3 keys unavailable, 4
 * not verified. A token on the command line is rejected, because everybody on the machine can see it there.
 */
public final class ExplainProgram {

    /** More than a verifier can be told to take. */
    private static final int MAX_INPUT = 1024 * 1024;

    private static final String USAGE = """
        Usage: java -jar jotguard-cli.jar OPTIONS < token.txt

        Without options: says what kind of token it is, unverified, and proposes settings for its issuer.

        Whom to trust (one of):
          --better-auth ORIGIN       a Better Auth server, such as https://app.example.com
          --issuer ISSUER            the iss of its tokens; its metadata tell where the keys are, unless one is given:
            --jwks ADDRESS             the address of its JWK Set
            --jwks-file FILE           its JWK Set in a file
            --secret-env NAME          the environment variable with the shared secret (HS256)
          --any-issuer               do not look at iss; needs --jwks, --jwks-file or --secret-env

        What to demand:
          --audience AUDIENCE        whom the token is for; required, but with --better-auth; may be repeated
          --audience-claim CLAIM     where that stands, if not in aud (Cognito: client_id, Clerk: azp)
          --no-audience-check        take tokens for anybody
          --algorithm NAME           allow this one and no other; may be repeated
          --type TYPE                take this typ, or none; may be repeated
          --require-type             do not take a token without typ
          --require CLAIM            must be there; may be repeated
          --clock-skew SECONDS       how far clocks may differ, 0 to 600 (60)
          --allow-missing-expiration take tokens that never expire
          --accept-bound-tokens-without-proof
                                     accept tokens that are bound to a key from anyone
          --allow-unencrypted-http   fetch keys over http from another machine too

          -h, --help                 this

        Exit status: 0 accepted, 1 rejected, 2 wrong usage, 3 the keys are unavailable,
                     4 not verified, because there are no options\
        """;

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final Function<String, @Nullable String> environment;
    private final BooleanSupplier isTerminal;

    ExplainProgram(
            InputStream in,
            PrintStream out,
            PrintStream err,
            Function<String, @Nullable String> environment,
            BooleanSupplier isTerminal) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.environment = environment;
        this.isTerminal = isTerminal;
    }

    /** Starts it. */
    public static void main(String[] args) throws IOException {
        System.exit(new ExplainProgram(System.in, System.out, System.err, System::getenv, ExplainProgram::isTerminal)
                .run(args)
                .code());
    }

    ExitStatus run(String... args) throws IOException {
        try {
            Arguments arguments = Arguments.parse(args);
            if (arguments.has("--help")) {
                out.println(USAGE);
                return ExitStatus.ACCEPTED;
            }
            Settings settings = new Settings(arguments, environment);
            if (settings.isEmpty()) {
                return new Inspection(out, Clock.systemUTC()).print(token());
            }
            try (JwtVerifier verifier = settings.verifier()) {
                String token = token();
                verifier.preload(); // as in an application that runs: with the keys at hand the signature comes before
                // the claims
                return new Report(out, token, settings.metadata()).print(verifier.explain(token), verifier);
            }
        } catch (UsageException complaint) {
            err.println(complaint.getMessage() + ".");
            err.println("--help shows all options.");
            return ExitStatus.USAGE;
        }
    }

    /** White space around it is what files and terminals add; white space inside is part of the question. */
    private String token() throws IOException, UsageException {
        if (isTerminal.getAsBoolean()) {
            err.println("Waiting for the token on standard input; at a terminal, end it with Enter and Ctrl-D.");
        }
        byte[] input = in.readNBytes(MAX_INPUT);
        String token = new String(input, StandardCharsets.UTF_8).strip();
        if (token.isEmpty()) {
            throw new UsageException("There is no token on standard input");
        }
        return token;
    }

    /** From JDK 22 on there is a console where input is redirected too, and a method that tells; before, there is none then. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        Console console = System.console();
        try {
            return console != null
                    && (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException before22) {
            return true;
        } catch (ReflectiveOperationException cannotTell) {
            return false;
        }
    }
}
