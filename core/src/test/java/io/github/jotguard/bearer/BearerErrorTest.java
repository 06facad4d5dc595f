package io.github.jotguard.bearer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.KeysUnavailableException;
import io.github.jotguard.RejectionReason;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class BearerErrorTest {

    private static final ChallengeParameters API = ChallengeParameters.ofRealm("api");
    private static final String METADATA = "https://api.example.com/.well-known/oauth-protected-resource/mcp";

    @ParameterizedTest
    @EnumSource
    void answersARejectedTokenWith401AndTheFixedTextOfTheReason(RejectionReason reason) {
        BearerError error = BearerError.rejected(reason);

        assertThat(error.status()).isEqualTo(401);
        assertThat(error.code()).isEqualTo(reason.code());
        assertThat(error.reason()).isEqualTo(reason);
        assertThat(error.isUnavailable()).isFalse();
        assertThat(error.challenge(API))
                .isEqualTo("Bearer realm=\"api\", error=\"invalid_token\", error_description=\"" + reason.description()
                        + "\"");
        assertThat(error.problemDocument())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Unauthorized\",\"status\":401,\"code\":\""
                        + reason.code() + "\",\"detail\":\"" + reason.description() + "\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "400|invalid_request|More than one token was sent|invalid_request",
                "400|invalid_request|The Authorization header is malformed|invalid_request",
                "400|invalid_request|The request must have one token in one place|invalid_request",
                "401|missing_token|A bearer token is required|none",
                "401|user_not_found|There is no user for this token|invalid_token",
                "404|user_not_found|There is no user for this token|none",
                "403|insufficient_scope|The token lacks a required scope|insufficient_scope",
                "403|insufficient_scope|The token lacks a required scope or role|insufficient_scope",
                "403|access_denied|The request is not allowed|none",
                "503|keys_unavailable|The signing keys are temporarily unavailable|none",
                "503|temporarily_unavailable|The caller cannot be authenticated at the moment|none"
            })
    void hasAFixedStatusCodeAndText(int status, String code, String detail, String error) {
        assertThat(others())
                .filteredOn(made -> made.status() == status && made.detail().equals(detail))
                .singleElement()
                .satisfies(made -> {
                    assertThat(made.code()).isEqualTo(code);
                    assertThat(made.error()).isEqualTo(error);
                    assertThat(made.reason()).isNull();
                    assertThat(made.isUnavailable()).isEqualTo(status == 503);
                });
    }

    static Stream<BearerError> others() {
        return Stream.of(
                BearerError.severalTokens(),
                BearerError.malformedHeader(),
                BearerError.invalidRequest(),
                BearerError.missingToken(),
                BearerError.userNotFound(),
                BearerError.userNotFound(404),
                BearerError.insufficientScope(List.of("a")),
                BearerError.insufficientAuthority(),
                BearerError.accessDenied(),
                BearerError.keysUnavailable(null),
                BearerError.temporarilyUnavailable());
    }

    @ParameterizedTest
    @MethodSource("others")
    void hasAChallengeFor401AndForEveryErrorOfRfc6750(BearerError error) {
        boolean isChallenged = error.status() == 401 || error.error() != null;

        assertThat(error.challenge(API) != null).isEqualTo(isChallenged);
        assertThat(error.detail())
                .satisfies(detail -> assertThat(ChallengeText.isValid(detail)).isTrue());
    }

    @Test
    void hasAChallengeWithoutErrorIfThereIsNoToken() {
        assertThat(BearerError.missingToken().challenge(ChallengeParameters.ofRealm("my api")))
                .isEqualTo("Bearer realm=\"my api\"");
    }

    @Test
    void listsTheRequiredScopesInTheirOrder() {
        assertThat(BearerError.insufficientScope(List.of("write", "admin")).challenge(API))
                .isEqualTo("Bearer realm=\"api\", error=\"insufficient_scope\","
                        + " error_description=\"The token lacks a required scope\", scope=\"write admin\"");
    }

    /** RFC 9728 §5.1 and RFC 6750 §3: a client that has no token yet asks for the right one at once. */
    @Test
    void namesMetadataAndScopesInEveryChallenge() {
        ChallengeParameters parameters =
                API.withScopes(List.of("read", "write")).withResourceMetadata(METADATA);
        String end = ", scope=\"read write\", resource_metadata=\"" + METADATA + "\"";

        assertThat(BearerError.missingToken().challenge(parameters)).isEqualTo("Bearer realm=\"api\"" + end);
        assertThat(BearerError.rejected(RejectionReason.EXPIRED).challenge(parameters))
                .startsWith("Bearer realm=\"api\", error=\"invalid_token\", error_description=\"")
                .endsWith('"' + end);
        assertThat(BearerError.insufficientAuthority().challenge(parameters))
                .startsWith("Bearer realm=\"api\", error=\"insufficient_scope\"")
                .endsWith('"' + end);
        assertThat(BearerError.severalTokens().challenge(parameters)).endsWith(end);
        assertThat(BearerError.accessDenied().challenge(parameters)).isNull();
        assertThat(BearerError.keysUnavailable(null).challenge(parameters)).isNull();
    }

    @Test
    void prefersItsOwnScopesToThoseOfTheParameters() {
        assertThat(BearerError.insufficientScope(List.of("admin")).challenge(API.withScopes(List.of("read"))))
                .endsWith(", scope=\"admin\"");
    }

    /** An application may change the status, and then the error of RFC 6750 is another response's. */
    @Test
    void hasAChallengeIfTheApplicationMakesIt401AndNoneForAnotherStatus() {
        assertThat(BearerError.accessDenied().challenge(API, 401)).isEqualTo("Bearer realm=\"api\"");
        assertThat(BearerError.keysUnavailable(null).challenge(API, 401)).isEqualTo("Bearer realm=\"api\"");
        assertThat(BearerError.insufficientScope(List.of("a")).challenge(API, 401))
                .contains("error=\"insufficient_scope\"");
        assertThat(BearerError.userNotFound().challenge(API, 404)).isNull();
        assertThat(BearerError.severalTokens().challenge(API, 403)).isNull();
        assertThat(BearerError.userNotFound(404).challenge(API)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 1", "PT-5S, 1", "PT0.001S, 1", "PT1S, 1", "PT1.000000001S, 2", "PT5S, 5", "PT2M, 120"})
    void roundsTheTimeToRetryUpToSeconds(Duration wait, String seconds) {
        assertThat(BearerError.keysUnavailable(wait).retryAfterSeconds()).isEqualTo(seconds);
    }

    @Test
    void takesTheTimeToRetryFromTheVerifierAndElseFiveSeconds() {
        assertThat(BearerError.of(unavailable(Duration.ofSeconds(42))).retryAfterSeconds())
                .isEqualTo("42");
        assertThat(BearerError.of(unavailable(null)).retryAfterSeconds()).isEqualTo("5");
        assertThat(BearerError.of(unavailable(null)).code()).isEqualTo("keys_unavailable");
        assertThat(BearerError.temporarilyUnavailable().retryAfterSeconds()).isEqualTo("5");
        assertThat(BearerError.missingToken().retryAfterSeconds()).isNull();
    }

    private static KeysUnavailableException unavailable(Duration retryAfter) {
        return new KeysUnavailableException("no keys", retryAfter, null);
    }
}
