package io.github.jotguard.testing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The command line of {@link IssuerProgram}, taken apart. Immutable. */
final class IssuerArguments {
    private static final String PORT = "--port";
    private static final String AUDIENCE = "--audience";
    private static final String SUBJECT = "--subject";
    private static final List<String> HELP = List.of("--help", "-h");
    private static final List<String> WITH_VALUE = List.of(PORT, AUDIENCE, SUBJECT);

    private final Map<String, String> values;
    private final boolean help;
    private final int port;

    private IssuerArguments(Map<String, String> values, boolean help) {
        this.values = values;
        this.help = help;
        this.port = port(values.getOrDefault(PORT, "0"));
    }

    /** @throws IllegalArgumentException that says what is wrong */
    static IssuerArguments parse(String... args) {
        if (List.of(args).stream().anyMatch(HELP::contains)) {
            return new IssuerArguments(Map.of(), true);
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            String option = args[i];
            if (!WITH_VALUE.contains(option)) {
                // not quoted: it could be a token or a secret
                throw new IllegalArgumentException("argument " + (i + 1) + " is no option that is known");
            }
            if (i + 1 == args.length || args[i + 1].isBlank() || args[i + 1].startsWith("--")) {
                throw new IllegalArgumentException(option + " needs a value");
            }
            if (values.put(option, args[i + 1]) != null) {
                throw new IllegalArgumentException(option + " may be given once");
            }
        }
        return new IssuerArguments(values, false);
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

    boolean isHelp() {
        return help;
    }

    String subject() {
        return values.getOrDefault(SUBJECT, TestToken.DEFAULT_SUBJECT);
    }

    /** The issuer that is asked for; also for verifiers that find its keys through its metadata. */
    TestIssuer start() {
        TestIssuerBuilder builder = TestIssuer.builder().port(port).discovery(true);
        @Nullable String audience = values.get(AUDIENCE);
        if (audience != null) {
            builder.audience(audience);
        }
        return builder.start();
    }
}
