package io.github.jotguard.example.issuer;

import io.github.jotguard.example.database.ListeningPort;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** Reads the settings of a demo issuer that is a program of its own. A blank variable counts as absent. */
final class Environment {

    private static final int DEFAULT_PORT = 3000;
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost");

    private final Map<String, String> variables;

    private Environment(Map<String, String> variables) {
        this.variables = variables;
    }

    /**
     * Reads {@code PORT}, {@code HOST}, {@code BETTER_AUTH_SECRET}, {@code TRUSTED_ORIGINS} and
     * {@code KEY_ROTATION_SECONDS}.
     *
     * @throws IllegalArgumentException if one cannot be used; the message is a sentence and never holds the secret
     */
    static DemoIssuerOptions options(Map<String, String> variables) {
        Environment environment = new Environment(variables);
        environment.rejectOtherHosts();
        DemoIssuerOptions options = DemoIssuerOptions.defaults().withPort(DEFAULT_PORT);
        options = environment.apply(
                options, ListeningPort.PORT, (set, value) -> set.withPort(ListeningPort.parse(value)));
        options = environment.apply(options, "BETTER_AUTH_SECRET", DemoIssuerOptions::withSecret);
        options = environment.apply(options, "TRUSTED_ORIGINS", (set, value) -> set.withTrustedOrigins(list(value)));
        return environment.apply(
                options,
                "KEY_ROTATION_SECONDS",
                (set, value) -> set.withKeyRotation(
                        Duration.ofSeconds(number("KEY_ROTATION_SECONDS", value)),
                        DemoIssuerOptions.DEFAULT_GRACE_PERIOD));
    }

    private void rejectOtherHosts() {
        Optional<String> host = value("HOST");
        if (host.isPresent() && !LOOPBACK.contains(host.get())) {
            throw new IllegalArgumentException(
                    "HOST must be 127.0.0.1 or absent: the demo issuer lets anybody sign up, so"
                            + " it listens on this machine only. Use a real Better Auth server to be reached"
                            + " from elsewhere.");
        }
    }

    private DemoIssuerOptions apply(
            DemoIssuerOptions options, String name, BiFunction<DemoIssuerOptions, String, DemoIssuerOptions> change) {
        return value(name).map(value -> change.apply(options, value)).orElse(options);
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(variables.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    private static long number(String name, String digits) {
        if (!digits.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException(name + " must be a number");
        }
        return Long.parseLong(digits);
    }

    private static Set<String> list(String commaSeparated) {
        return Arrays.stream(commaSeparated.split(",", -1))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
