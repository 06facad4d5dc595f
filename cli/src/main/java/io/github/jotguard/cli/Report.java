package io.github.jotguard.cli;

import io.github.jotguard.Explanation;
import io.github.jotguard.Explanation.Check;
import io.github.jotguard.Explanation.Outcome;
import io.github.jotguard.JwtVerifier;
import io.github.jotguard.KeysStatus;
import io.github.jotguard.RejectionReason;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Prints an explanation for people. Shows claims as far as a check looks at them, and never the token. */
final class Report {

    private static final String PAGE = "docs/why-is-my-token-rejected.md#";

    /** The program is one file that goes anywhere, so a path within the project may lead nowhere. */
    private static final String PROJECT = "https://github.com/jotguard/jotguard/blob/main/";

    private static final String ANY_ISSUER = "*";
    private static final Pattern NOT_PRINTABLE = Pattern.compile("[^ -~]");
    private static final Set<String> OF_CLAIMS = Set.of("exp", "nbf", "iat", "aud", "required");

    private final PrintStream out;
    private final String input;
    private final List<String> metadata;

    /** @param metadata where the address of the keys is looked for, if it is */
    Report(PrintStream out, String input, List<String> metadata) {
        this.out = out;
        this.input = input;
        this.metadata = metadata;
    }

    /** Prints the verdict, then the details, and returns the exit status. */
    ExitStatus print(Explanation explanation, JwtVerifier verifier) {
        ExitStatus verdict = printVerdict(explanation);
        out.println();
        for (Check check : explanation.checks()) {
            if (verdict == ExitStatus.KEYS_UNAVAILABLE && check.outcome() == Outcome.FAIL) {
                printUndecided(check);
            } else {
                print(check);
            }
        }
        out.println();
        verifier.status().issuers().forEach(this::print);
        return verdict;
    }

    private ExitStatus printVerdict(Explanation explanation) {
        Optional<RejectionReason> reason = explanation.reason();
        if (explanation.isAccepted()) {
            out.println("ACCEPTED");
            return ExitStatus.ACCEPTED;
        }
        if (reason.isPresent()) {
            conclude(
                    "REJECTED: " + reason.get().code(),
                    remedy(reason.get(), explanation),
                    reason.get().code());
            noteUncheckedSignature(explanation);
            return ExitStatus.REJECTED;
        }
        conclude("NOT VERIFIED: the keys are unavailable", Hints.keysUnavailable(metadata), "keys_unavailable");
        return ExitStatus.KEYS_UNAVAILABLE;
    }

    private void print(Check check) {
        printLine(mark(check.outcome()), check);
        if (check.outcome() == Outcome.FAIL || (check.outcome() == Outcome.PASS && isTelling(check))) {
            out.printf(
                    "                 expected %s%n                 was      %s%n", check.expected(), check.actual());
        }
    }

    /** Neither passed nor failed; what is the matter stands at the keys. */
    private void printUndecided(Check check) {
        printLine("?", check);
    }

    private void printLine(String mark, Check check) {
        out.printf("%-5s %-10s %s%n", mark, check.name(), Hints.question(check.name()));
    }

    private static boolean isTelling(Check check) {
        return !check.actual().isEmpty()
                && !check.actual().equals("-")
                && !check.actual().equals("as expected")
                && !check.expected().equals(check.actual());
    }

    private static String mark(Outcome outcome) {
        return switch (outcome) {
            case PASS -> "ok";
            case FAIL -> "FAIL";
            case NOT_REACHED -> "-";
        };
    }

    private void print(String issuer, KeysStatus keys) {
        out.printf(
                "Keys of %s: %s, from %s%s%n",
                issuer.equals(ANY_ISSUER) ? "any issuer" : issuer,
                Wording.state(keys.state()),
                keys.source(),
                keys.keyIds().isEmpty() ? "" : ", kid " + printable(String.join(", ", keys.keyIds())));
        keys.lastError().ifPresent(error -> out.printf("The last fetch failed: %s%n", Wording.failure(error)));
    }

    /** The issuer names its keys as it likes, and a terminal obeys what is not text. */
    private static String printable(String text) {
        return NOT_PRINTABLE.matcher(text).replaceAll("?");
    }

    private String remedy(RejectionReason reason, Explanation explanation) {
        if (reason != RejectionReason.MALFORMED) {
            return Hints.remedy(reason);
        }
        return Appearance.of(input).orElseGet(() -> explanation.checks().stream()
                .filter(check -> check.outcome() == Outcome.FAIL)
                .findFirst()
                .map(check -> Hints.malformed(check.expected(), check.actual()))
                .orElseGet(() -> Hints.remedy(reason)));
    }

    private void conclude(String verdict, String remedy, String anchor) {
        out.println(verdict);
        out.println(remedy);
        out.println("More: " + PAGE + anchor);
        out.println("      " + PROJECT + PAGE + anchor);
    }

    /**
     * Without a cached key, a token that can never be accepted is rejected for its claims. With one, a forged token is
     * rejected for its signature.
     */
    private void noteUncheckedSignature(Explanation explanation) {
        boolean isUnchecked = explanation.checks().stream()
                .anyMatch(check -> check.name().equals("signature") && check.outcome() == Outcome.NOT_REACHED);
        boolean isForClaims = explanation.checks().stream()
                .anyMatch(check -> OF_CLAIMS.contains(check.name()) && check.outcome() == Outcome.FAIL);
        if (isUnchecked && isForClaims) {
            out.println("The signature was not checked, because the key is not available: a forged token would "
                    + "look the same.");
        }
    }
}
