package io.github.jotguard.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The command line, taken apart: options with a value, which may stand several times, and switches. Immutable. */
final class Arguments {

    private static final List<String> WITH_VALUE = List.of(
            "--better-auth",
            "--issuer",
            "--jwks",
            "--jwks-file",
            "--secret-env",
            "--audience",
            "--audience-claim",
            "--algorithm",
            "--type",
            "--require",
            "--clock-skew");
    private static final List<String> SWITCHES = List.of(
            "--any-issuer",
            "--no-audience-check",
            "--require-type",
            "--allow-missing-expiration",
            "--accept-bound-tokens-without-proof",
            "--allow-unencrypted-http",
            "--help");

    /** Short and of letters only, so no token and hardly a secret. */
    private static final Pattern QUOTABLE = Pattern.compile("--[a-z-]{1,28}");

    private final Map<String, List<String>> values;

    private Arguments(Map<String, List<String>> values) {
        this.values = values;
    }

    static Arguments parse(String... args) throws UsageException {
        Map<String, List<String>> values = new LinkedHashMap<>();
        int i = 0;
        while (i < args.length) {
            String option = known(args[i], i);
            List<String> given = values.computeIfAbsent(option, first -> new ArrayList<>());
            i++;
            if (WITH_VALUE.contains(option)) {
                if (i == args.length || args[i].startsWith("--")) {
                    throw new UsageException(option + " needs a value");
                }
                given.addAll(values(option, args[i]));
                i++;
            }
        }
        return new Arguments(values);
    }

    private static List<String> values(String option, String argument) throws UsageException {
        rejectToken(argument);
        List<String> values = Arrays.asList(argument.split(","));
        if (values.isEmpty()) {
            throw new UsageException(option + " needs a value");
        }
        return values;
    }

    /** Quotes an unknown argument only if it can be no token and no secret. */
    private static String known(String argument, int index) throws UsageException {
        if (argument.equals("-h")) {
            return "--help";
        }
        if (WITH_VALUE.contains(argument) || SWITCHES.contains(argument)) {
            return argument;
        }
        rejectToken(argument);
        String option = argument.substring(0, Math.max(argument.indexOf('='), 0));
        if (WITH_VALUE.contains(option)) {
            throw new UsageException(option + " takes its value as the next argument");
        }
        String named = QUOTABLE.matcher(argument).matches() ? argument : "Argument " + (index + 1);
        throw new UsageException(named + " is not a known option");
    }

    private static void rejectToken(String argument) throws UsageException {
        if (argument.startsWith("eyJ")) {
            throw new UsageException("A token on the command line can be seen by every user of this machine."
                    + " Give it on standard input, and ask for a new one");
        }
    }

    /** Returns whether no option is given. */
    boolean isEmpty() {
        return values.isEmpty();
    }

    boolean has(String option) {
        return values.containsKey(option);
    }

    /** All values of an option; none if it is not there. */
    String[] all(String option) {
        return values.getOrDefault(option, List.of()).toArray(String[]::new);
    }

    Optional<String> one(String option) throws UsageException {
        String[] all = all(option);
        if (all.length > 1) {
            throw new UsageException(option + " may be given once");
        }
        return all.length == 0 ? Optional.empty() : Optional.of(all[0]);
    }

    void rejectTogether(String option, String... others) throws UsageException {
        for (String other : others) {
            if (has(option) && has(other)) {
                throw new UsageException(option + " and " + other + " contradict each other; give one of the two");
            }
        }
    }
}
