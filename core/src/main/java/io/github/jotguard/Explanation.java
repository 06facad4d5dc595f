package io.github.jotguard;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Every check of a token, in the order of verification. Immutable. For people and tests. It contains claims, so do not
 * put it into a response or a log.
 *
 * @param checks all checks, including those that were not reached
 * @param reason the reason why the token is rejected; empty if it is accepted or its keys are unavailable
 */
public record Explanation(List<Check> checks, Optional<RejectionReason> reason) {

    /** Copies the list of checks. */
    public Explanation {
        checks = List.copyOf(checks);
    }

    /** The outcome of a check. */
    public enum Outcome {
        /** The actual value is as expected. */
        PASS,
        /** The actual value is not as expected. */
        FAIL,
        /** Not checked, because an earlier check failed or keys were unavailable. */
        NOT_REACHED
    }

    /**
     * One check.
     *
     * @param name the header parameter, claim or step that is checked, named as in the RFCs
     * @param outcome the outcome
     * @param expected printable ASCII, cut to 80 characters
     * @param actual printable ASCII, cut to 80 characters, or to 300 if it gives the cause of a missing key; never the
     *     token
     */
    public record Check(String name, Outcome outcome, String expected, String actual) {}

    /** Returns whether {@link JwtVerifier#verify} would accept the token. */
    public boolean isAccepted() {
        return !checks.isEmpty() && checks.stream().allMatch(check -> check.outcome() == Outcome.PASS);
    }

    /** Returns one line for each check. */
    @Override
    public String toString() {
        return checks.stream()
                .map(check -> String.format(
                        "%-11s %-12s expected %s, was %s",
                        check.outcome(), check.name(), check.expected(), check.actual()))
                .collect(Collectors.joining("\n"));
    }
}
