package io.github.jotguard.spring.problem;

import io.github.jotguard.bearer.BearerError;
import io.github.jotguard.bearer.ChallengeParameters;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes the texts of responses. They are kept unless they name scopes or a time: there are few of the others, and
 * strangers can cause them as often as they like. Thread-safe.
 */
final class ProblemTexts {

    /** Maximum number of texts that are kept. Jotguard has about 30 constant problems, most under two schemes. */
    static final int MAX_KEPT = 100;

    /** Has an entry for each constant problem and scheme, and those of the application up to the maximum. */
    private final Map<BearerError, Texts> kept = new ConcurrentHashMap<>();

    /**
     * The texts of one response.
     *
     * @param parameters those that the challenges were written with
     * @param challenges the values of {@code WWW-Authenticate}
     */
    record Texts(ChallengeParameters parameters, List<String> challenges, String document) {}

    Texts of(BearerError problem, ChallengeParameters parameters) {
        Texts known = kept.get(problem);
        if (known != null && known.parameters().equals(parameters)) {
            return known;
        }
        Texts texts =
                new Texts(parameters, problem.challenges(parameters, problem.status()), problem.problemDocument());
        if (kept.size() < MAX_KEPT && problem.scopes().isEmpty() && problem.retryAfter() == null) {
            kept.put(problem, texts);
        }
        return texts;
    }
}
