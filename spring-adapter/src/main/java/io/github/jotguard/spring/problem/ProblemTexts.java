package io.github.jotguard.spring.problem;

import io.github.jotguard.bearer.BearerError;
import io.github.jotguard.bearer.ChallengeParameters;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes the texts of responses. Those of rejected tokens are kept: there are few of them, and strangers can cause them
 * as often as they like. Thread-safe.
 */
final class ProblemTexts {

    /** Has an entry for each reason, scheme and announcement of DPoP at most. */
    private final Map<Response, Texts> kept = new ConcurrentHashMap<>();

    private record Response(BearerError problem, ChallengeParameters parameters) {}

    /**
     * The texts of one response.
     *
     * @param challenges the values of {@code WWW-Authenticate}
     */
    record Texts(List<String> challenges, String document) {}

    Texts of(BearerError problem, ChallengeParameters parameters) {
        Response response = new Response(problem, parameters);
        Texts texts = kept.get(response);
        if (texts == null) {
            texts = new Texts(problem.challenges(parameters, problem.status()), problem.problemDocument());
            if (problem.reason() != null) {
                kept.put(response, texts);
            }
        }
        return texts;
    }
}
