package io.github.jotguard;

import io.github.jotguard.Explanation.Check;
import io.github.jotguard.Explanation.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The checks of one explanation in their order, each with its outcome so far. Not thread-safe. */
final class ExplainedChecks {

    /** The check that is listed only if there are several entries to choose from. */
    static final String ENTRY = "entry";

    private static final List<String> CHECKS = List.of(
            "length",
            "crit",
            "alg",
            "structure",
            "iss",
            ENTRY,
            "typ",
            "key",
            "signature",
            "exp",
            "nbf",
            "iat",
            "aud",
            "required",
            "cnf",
            "rules",
            "revoked");

    private static final String NOT_REACHED = "-";

    private final Map<String, Check> checks = new LinkedHashMap<>();

    /**
     * Creates the checks, none of them reached.
     *
     * @param hasChoice whether there are several entries to choose from
     */
    ExplainedChecks(boolean hasChoice) {
        CHECKS.stream().filter(name -> hasChoice || !name.equals(ENTRY)).forEach(this::reset);
    }

    /** A check that can reject. */
    interface Checking {
        void run() throws Rejection;
    }

    /** Runs a check and records its outcome. */
    void check(String name, @Nullable Object expected, @Nullable Object actual, Checking checking) throws Rejection {
        try {
            checking.run();
            put(name, Outcome.PASS, expected, actual);
        } catch (Rejection rejected) {
            put(name, Outcome.FAIL, rejected.expected(), rejected.actual());
            throw rejected;
        }
    }

    /** Records an outcome with values that are cut for a log. */
    void put(String name, Outcome outcome, @Nullable Object expected, @Nullable Object actual) {
        putText(name, outcome, LogText.of(expected), LogText.of(actual));
    }

    /** Records an outcome with texts that are fit for a log already. */
    void putText(String name, Outcome outcome, String expected, String actual) {
        checks.put(name, new Check(name, outcome, expected, actual));
    }

    /** Records that a check has not been reached. */
    void reset(String name) {
        putText(name, Outcome.NOT_REACHED, NOT_REACHED, NOT_REACHED);
    }

    boolean hasEntry() {
        return checks.containsKey(ENTRY);
    }

    /** Returns the checks in their order. */
    List<Check> list() {
        return new ArrayList<>(checks.values());
    }
}
