package io.github.jotguard.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.jotguard.RejectionReason;
import io.github.jotguard.bearer.BearerError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BearerErrorResponseTest {

    @ParameterizedTest
    @EnumSource(RejectionReason.class)
    void answersEveryBadTokenWith401AndTheFixedTextOfTheReason(RejectionReason reason) {
        BearerErrorResponse rejection = BearerErrorResponse.of(BearerError.rejected(reason));

        assertThat(rejection.status()).isEqualTo(401);
        assertThat(rejection.code()).isEqualTo(reason.code());
        assertThat(rejection.detail()).isEqualTo(reason.description()).matches("[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]+");
        assertThat(rejection.reason()).hasValue(reason);
        assertThat(rejection.cause().error()).isEqualTo("invalid_token");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 200, 204, 302, 399, 600})
    void cannotMakeARejectionASuccess(int status) {
        BearerErrorResponse rejection = BearerErrorResponse.of(BearerError.missingToken());

        assertThatIllegalArgumentException().isThrownBy(() -> rejection.withStatus(status));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 599})
    void takesAnyStatusOfAnError(int status) {
        assertThat(BearerErrorResponse.of(BearerError.missingToken())
                        .withStatus(status)
                        .status())
                .isEqualTo(status);
    }

    @Test
    void changesOneThingAtATime() {
        BearerErrorResponse standard = BearerErrorResponse.of(BearerError.userNotFound());
        BearerErrorResponse changed =
                standard.withStatus(404).withCode("no_such_user").withDetail("User not found");

        assertThat(changed.status()).isEqualTo(404);
        assertThat(changed.code()).isEqualTo("no_such_user");
        assertThat(changed.detail()).isEqualTo("User not found");
        assertThat(standard).hasToString("BearerErrorResponse[401 user_not_found]");
        assertThat(changed.withBody("text/plain", "no").body())
                .isEqualTo(new BearerErrorResponse.Body("text/plain", "no"));
    }

    @Test
    void isSentUnchangedByTheStandardResponder() {
        BearerErrorResponse rejection = BearerErrorResponse.of(BearerError.missingToken());

        assertThat(ErrorResponder.standard().respond(rejection)).isSameAs(rejection);
    }

    /** The constant is for a filter that starts without core. */
    @Test
    void isWhatAFilterThatDidNotStartSends() {
        assertThat(StartupFailure.BODY)
                .isEqualTo(BearerErrorResponse.of(BearerError.temporarilyUnavailable())
                        .body());
    }
}
