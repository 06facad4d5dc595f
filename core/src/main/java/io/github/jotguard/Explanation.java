package io.github.jotguard;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Every check of a token, in the order of verification. For people and tests; it shows claims, so it is not for answers or logs.
 *
 * @param checks all of them, those that were not reached too
 * @param reason why the token is rejected; empty if it is accepted or that cannot be told
 */
public record Explanation(List<Check> checks, Optional<RejectionReason> reason) {

    /** Copies the list. */
    public Explanation {
        checks = List.copyOf(checks);
    }

    /** How a check went. */
    public enum Outcome {
        /** As expected. */
        PASS,
        /** Not as expected. */
        FAIL,
        /** Not looked at, because an earlier check failed or keys could not be had. */
        NOT_REACHED
    }

    /**
     * One check.
     *
     * @param name what is checked, in the words of the RFCs
     * @param expected printable ASCII, cut to 80 characters
     * @param actual printable ASCII, cut to 80 characters, or to 300 if it says why there is no key; never the token
     */
    public record Check(String name, Outcome outcome, String expected, String actual) {}

    /** Whether {@link JwtVerifier#verify} would accept the token. */
    public boolean isAccepted() {
        return !checks.isEmpty() && checks.stream().allMatch(check -> check.outcome() == Outcome.PASS);
    }

    /** One line a check. */
    @Override
    public String toString() {
        return checks.stream()
                .map(check -> String.format(
                        "%-11s %-12s expected %s, was %s",
                        check.outcome(), check.name(), check.expected(), check.actual()))
                .collect(Collectors.joining("\n"));
    }
}
