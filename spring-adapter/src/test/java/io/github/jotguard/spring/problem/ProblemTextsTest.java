package io.github.jotguard.spring.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.RejectionReason;
import io.github.jotguard.bearer.AuthScheme;
import io.github.jotguard.bearer.BearerError;
import io.github.jotguard.bearer.ChallengeParameters;
import io.github.jotguard.bearer.DpopChallenge;
import io.github.jotguard.dpop.DpopMode;
import io.github.jotguard.dpop.DpopSettings;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The texts are those that the problem writes, whichever problems came before. */
class ProblemTextsTest {

    private static final ProblemTexts TEXTS = new ProblemTexts();

    static Stream<Supplier<BearerError>> constants() {
        Stream<Supplier<BearerError>> rejections =
                Stream.of(RejectionReason.values()).map(reason -> () -> BearerError.rejected(reason));
        Stream<Supplier<BearerError>> others = Stream.of(BearerError::missingToken, BearerError::malformedHeader);
        return Stream.concat(rejections, others)
                .flatMap(error -> Stream.of(error, () -> error.get().under(AuthScheme.DPOP)));
    }

    static Stream<BearerError> otherProblems() {
        return Stream.of(
                BearerError.insufficientScope(List.of("read")),
                BearerError.insufficientScope(List.of("write")),
                BearerError.keysUnavailable(Duration.ofSeconds(3)),
                BearerError.keysUnavailable(Duration.ofSeconds(4)));
    }

    private static List<ChallengeParameters> parameters() {
        ChallengeParameters realm = ChallengeParameters.ofRealm("orders");
        return List.of(
                realm,
                ChallengeParameters.ofRealm("api"),
                realm.withDpop(DpopChallenge.of(DpopSettings.of(DpopMode.ACCEPT))),
                realm.withDpop(DpopChallenge.of(DpopSettings.of(DpopMode.REQUIRE))));
    }

    @ParameterizedTest
    @MethodSource("constants")
    void keepsTheTextsOfAConstant(Supplier<BearerError> problem) {
        for (ChallengeParameters parameters : parameters()) {
            ProblemTexts.Texts texts = TEXTS.of(problem.get(), parameters);

            assertWritten(texts, problem.get(), parameters);
            assertThat(TEXTS.of(problem.get(), parameters)).isSameAs(texts);
        }
    }

    @ParameterizedTest
    @MethodSource("otherProblems")
    void keepsNoOther(BearerError problem) {
        for (ChallengeParameters parameters : parameters()) {
            ProblemTexts.Texts texts = TEXTS.of(problem, parameters);

            assertWritten(texts, problem, parameters);
            assertThat(TEXTS.of(problem, parameters)).isNotSameAs(texts).isEqualTo(texts);
        }
    }

    @Test
    void keepsNoMoreThanTheMaximum() {
        ProblemTexts texts = new ProblemTexts();
        ChallengeParameters parameters = ChallengeParameters.ofRealm("orders");
        for (int i = 0; i < ProblemTexts.MAX_KEPT; i++) {
            assertThat(texts.of(problem(i), parameters)).isSameAs(texts.of(problem(i), parameters));
        }

        BearerError another = problem(ProblemTexts.MAX_KEPT);
        ProblemTexts.Texts written = texts.of(another, parameters);

        assertWritten(written, another, parameters);
        assertThat(texts.of(another, parameters)).isNotSameAs(written);
        assertThat(texts.of(problem(0), parameters)).isSameAs(texts.of(problem(0), parameters));
    }

    private static BearerError problem(int number) {
        BearerError missing = BearerError.missingToken();
        return new BearerError(
                "code_" + number,
                missing.status(),
                missing.detail(),
                missing.reason(),
                missing.error(),
                missing.scopes(),
                missing.retryAfter(),
                missing.scheme());
    }

    private static void assertWritten(ProblemTexts.Texts texts, BearerError problem, ChallengeParameters parameters) {
        assertThat(texts.challenges()).isEqualTo(problem.challenges(parameters, problem.status()));
        assertThat(texts.document()).isEqualTo(problem.problemDocument());
    }
}
