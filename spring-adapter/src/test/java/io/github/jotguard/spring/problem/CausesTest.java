package io.github.jotguard.spring.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.KeysUnavailableException;
import io.github.jotguard.bearer.BearerError;
import io.github.jotguard.bearer.BearerErrorException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CausesTest {

    private static Throwable wrapped(Throwable cause, int times) {
        Throwable failure = cause;
        for (int i = 0; i < times; i++) {
            failure = new IllegalStateException(failure);
        }
        return failure;
    }

    @Test
    void areFoundInSevenWrappersAndNotInEight() {
        MissingSubjectException cause = new MissingSubjectException();

        assertThat(Causes.find(MissingSubjectException.class, cause)).isSameAs(cause);
        assertThat(Causes.find(MissingSubjectException.class, wrapped(cause, 7)))
                .isSameAs(cause);
        assertThat(Causes.find(MissingSubjectException.class, wrapped(cause, 8)))
                .isNull();
    }

    @Test
    void areUnavailableIfKeysAre() {
        KeysUnavailableException keys = new KeysUnavailableException("down", Duration.ofSeconds(7), null);

        assertThat(Causes.unavailability(wrapped(keys, 1)))
                .isEqualTo(BearerError.keysUnavailable(Duration.ofSeconds(7)));
    }

    @Test
    void areUnavailableIfTheVerdictIs() {
        BearerError unavailable = BearerError.keysUnavailable(Duration.ofSeconds(9));

        assertThat(Causes.unavailability(wrapped(new BearerErrorException(unavailable), 1)))
                .isEqualTo(unavailable);
        assertThat(Causes.unavailability(new BearerErrorException(BearerError.missingToken())))
                .isNull();
    }

    @Test
    void areUnavailableIfAVerificationFailedAndForNoOtherFailure() {
        assertThat(Causes.unavailability(
                        wrapped(new VerificationFailedException(new IllegalStateException("quoting a claim")), 1)))
                .isEqualTo(BearerError.temporarilyUnavailable());
        assertThat(Causes.unavailability(new IllegalStateException("other"))).isNull();
    }
}
