package io.github.jotguard.testing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The parsed command line of {@link IssuerProgram}. Immutable. Messages name the option and never repeat a value. */
final class IssuerArguments {
    /** The minimum length of a secret: that of the hash (RFC 7518 §3.2), which is 32 bytes for HS256. */
    static final int LEAST_SECRET_BYTES = 32;

    private static final String PORT = "--port";
    private static final String AUDIENCE = "--audience";
    private static final String SUBJECT = "--subject";
    private static final String ALGORITHM = "--algorithm";
    private static final String SECRET_ENV = "--secret-env";
    private static final String CLAIM = "--claim";
    private static final List<String> HELP = List.of("--help", "-h");
    private static final List<String> ONCE = List.of(PORT, AUDIENCE, SUBJECT, ALGORITHM, SECRET_ENV);
    private static final String ALGORITHMS =
            Arrays.stream(SigningAlgorithm.values()).map(Enum::name).collect(Collectors.joining(", "));

    private final Map<String, String> values;
    private final ClaimArguments claims;
    private final boolean help;
    private final int port;
    private final SigningAlgorithm algorithm;
    private final byte @Nullable [] secret;

    private IssuerArguments(
            Map<String, String> values, ClaimArguments claims, boolean help, Map<String, String> environment) {
        this.values = values;
        this.claims = claims;
        this.help = help;
        this.port = port(values.getOrDefault(PORT, "0"));
        this.algorithm = algorithm(values);
        this.secret = secret(values, algorithm, environment);
    }

    /**
     * Parses the arguments.
     *
     * @param environment the variables among which {@code --secret-env} finds its secret
     * @throws IllegalArgumentException if they are not valid; the message names the option
     */
    static IssuerArguments parse(Map<String, String> environment, String... args) {
        if (List.of(args).stream().anyMatch(HELP::contains)) {
            return new IssuerArguments(Map.of(), new ClaimArguments(), true, environment);
        }
        Map<String, String> values = new HashMap<>();
        ClaimArguments claims = new ClaimArguments();
        for (int i = 0; i < args.length; i += 2) {
            String option = args[i];
            if (!isOption(option)) {
                String beforeEquals = option.substring(0, Math.max(option.indexOf('='), 0));
                if (isOption(beforeEquals)) {
                    throw new IllegalArgumentException(beforeEquals + " takes its value as the next argument");
                }
                // not quoted: it could be a token or a secret
                throw new IllegalArgumentException("argument " + (i + 1) + " is not a known option");
            }
            if (i + 1 == args.length || args[i + 1].isBlank() || args[i + 1].startsWith("--")) {
                throw new IllegalArgumentException(option + " needs a value");
            }
            if (option.equals(CLAIM)) {
                claims.add(args[i + 1]);
            } else if (values.put(option, args[i + 1]) != null) {
                throw new IllegalArgumentException(option + " may be given once");
            }
        }
        return new IssuerArguments(values, claims, false, environment);
    }

    private static boolean isOption(String text) {
        return ONCE.contains(text) || text.equals(CLAIM);
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            TestIssuer.builder().port(port);
            return port;
        } catch (IllegalArgumentException notOne) {
            throw new IllegalArgumentException(PORT + " must be a number between 0 and 65535", notOne);
        }
    }

    private static SigningAlgorithm algorithm(Map<String, String> values) {
        String name = values.getOrDefault(ALGORITHM, values.containsKey(SECRET_ENV) ? "HS256" : "EdDSA");
        try {
            return SigningAlgorithm.named(name);
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(ALGORITHM + " must be one of " + ALGORITHMS);
        }
    }

    private static byte @Nullable [] secret(
            Map<String, String> values, SigningAlgorithm algorithm, Map<String, String> environment) {
        String variable = values.get(SECRET_ENV);
        if (variable == null) {
            if (algorithm.isSymmetric()) {
                throw new IllegalArgumentException(ALGORITHM + " " + algorithm + " needs " + SECRET_ENV
                        + " with the name of an environment variable");
            }
            return null;
        }
        if (!algorithm.isSymmetric()) {
            throw new IllegalArgumentException(SECRET_ENV + " is for HS256, HS384 and HS512, not for " + algorithm);
        }
        byte[] secret = environment.getOrDefault(variable, "").getBytes(StandardCharsets.UTF_8);
        if (secret.length == 0) {
            throw new IllegalArgumentException(SECRET_ENV + " must name an environment variable that is set");
        }
        if (secret.length < LEAST_SECRET_BYTES) {
            throw new IllegalArgumentException(
                    "the variable of " + SECRET_ENV + " must hold at least " + LEAST_SECRET_BYTES + " bytes");
        }
        return secret;
    }

    boolean isHelp() {
        return help;
    }

    String subject() {
        return values.getOrDefault(SUBJECT, TestToken.DEFAULT_SUBJECT);
    }

    ClaimArguments claims() {
        return claims;
    }

    String algorithm() {
        return algorithm.name();
    }

    /** Returns the environment variable with the shared secret; empty if keys are published. */
    Optional<String> secretVariable() {
        return Optional.ofNullable(values.get(SECRET_ENV));
    }

    /** Starts the requested issuer. It also serves metadata, for verifiers that find its keys through them. */
    TestIssuer start() {
        TestIssuerBuilder builder =
                TestIssuer.builder().port(port).discovery(true).algorithm(algorithm.name());
        @Nullable String audience = values.get(AUDIENCE);
        if (audience != null) {
            builder.audience(audience);
        }
        if (secret != null) {
            builder.sharedSecret(secret);
        }
        return builder.start();
    }
}
