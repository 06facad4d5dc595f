package io.github.jotguard.example.explain;

import io.github.jotguard.Explanation;
import io.github.jotguard.Explanation.Check;
import io.github.jotguard.Explanation.Outcome;
import io.github.jotguard.JwtVerifier;
import io.github.jotguard.KeysStatus;
import io.github.jotguard.RejectionReason;
import java.io.PrintStream;
import java.util.Optional;

/** Prints an explanation for people. Shows claims as far as a check looks at them, and never the token. */
final class Report {

    /** The program is one file that goes anywhere, so a path within the project would lead nowhere. */
    private static final String MORE =
            "More: https://github.com/jotguard/jotguard/blob/main/docs/why-is-my-token-refused.md#";

    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    /** Prints it all and says how it ended. */
    ExitStatus print(Explanation explanation, JwtVerifier verifier) {
        explanation.checks().forEach(this::print);
        out.println();
        verifier.status().issuers().forEach(this::print);
        out.println();
        if (explanation.isAccepted()) {
            out.println("ACCEPTED");
            return ExitStatus.ACCEPTED;
        }
        Optional<RejectionReason> reason = explanation.reason();
        if (reason.isPresent()) {
            conclude("REFUSED: " + reason.get().code(), reason.get().code(), Hints.remedy(reason.get()));
            return ExitStatus.REFUSED;
        }
        conclude("NOT JUDGED: the keys cannot be had", "keys_unavailable", Hints.keysUnavailable());
        return ExitStatus.KEYS_UNAVAILABLE;
    }

    private void print(Check check) {
        out.printf("%-5s %-10s %s%n", mark(check.outcome()), check.name(), Hints.question(check.name()));
        if (check.outcome() == Outcome.FAIL || (check.outcome() == Outcome.PASS && isTelling(check))) {
            out.printf(
                    "                 expected %s%n                 was      %s%n", check.expected(), check.actual());
        }
    }

    private static boolean isTelling(Check check) {
        return !check.actual().isEmpty()
                && !check.actual().equals("-")
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
                "Keys of %s: %s, from %s, %d usable %s%n",
                issuer, keys.state(), keys.source(), keys.keyIds().size(), keys.keyIds());
        keys.lastError().ifPresent(error -> out.printf("The last fetch failed: %s%n", error));
    }

    private void conclude(String verdict, String anchor, String remedy) {
        out.println(verdict);
        out.println(remedy);
        out.println(MORE + anchor);
    }
}
