package io.github.jotguard.bearer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.jotguard.JwsAlgorithm;
import io.github.jotguard.RejectionReason;
import io.github.jotguard.dpop.DpopRejection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schemes that challenges announce, and the one that has the error (RFC 9449 §7.1, §7.2). */
class DpopChallengesTest {

    private static final List<JwsAlgorithm> ALGORITHMS = List.of(JwsAlgorithm.EdDSA, JwsAlgorithm.ES256);
    private static final ChallengeParameters BEARER = ChallengeParameters.ofRealm("api");
    private static final ChallengeParameters BOTH = BEARER.withDpop(new DpopChallenge(false, ALGORITHMS));
    private static final ChallengeParameters DPOP = BEARER.withDpop(new DpopChallenge(true, ALGORITHMS));
    private static final String ALGS = ", algs=\"EdDSA ES256\"";

    @Test
    void announcesEverySchemeThatIsTaken() {
        BearerError error = BearerError.missingToken();

        assertThat(error.challenges(BEARER, 401)).containsExactly("Bearer realm=\"api\"");
        assertThat(error.challenges(BOTH, 401)).containsExactly("Bearer realm=\"api\"", "DPoP realm=\"api\"" + ALGS);
        assertThat(error.challenges(DPOP, 401)).containsExactly("DPoP realm=\"api\"" + ALGS);
        assertThat(error.challenge(BOTH)).isEqualTo("Bearer realm=\"api\", DPoP realm=\"api\"" + ALGS);
    }

    @Test
    void putsTheErrorIntoTheSchemeItBelongsTo() {
        String error = ", error=\"invalid_token\", error_description=\"The token has expired\"";
        BearerError expired = BearerError.rejected(RejectionReason.EXPIRED);

        assertThat(expired.challenges(BOTH, 401))
                .containsExactly("Bearer realm=\"api\"" + error, "DPoP realm=\"api\"" + ALGS);
        assertThat(expired.under(AuthScheme.DPOP).challenges(BOTH, 401))
                .containsExactly("DPoP realm=\"api\"" + error + ALGS, "Bearer realm=\"api\"");
        assertThat(expired.challenges(DPOP, 401)).containsExactly("DPoP realm=\"api\"" + error + ALGS);
        assertThat(expired.under(AuthScheme.DPOP).challenges(BEARER, 401))
                .containsExactly("Bearer realm=\"api\"" + error);
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_DPOP_PROOF, invalid_dpop_proof, invalid_dpop_proof",
        "USE_DPOP_NONCE, use_dpop_nonce, use_dpop_nonce",
        "NOT_BOUND, not_bound, invalid_token"
    })
    void hasACodeAndAnErrorForEachRejection(DpopRejection rejection, String code, String error) {
        BearerError response = BearerError.rejected(rejection);

        assertThat(response.status()).isEqualTo(401);
        assertThat(response.code()).isEqualTo(code);
        assertThat(response.reason()).isNull();
        assertThat(response.isUnavailable()).isFalse();
        assertThat(response.challenges(BOTH, 401).get(0))
                .isEqualTo("DPoP realm=\"api\", error=\"" + error + "\", error_description=\"" + rejection.description()
                        + "\"" + ALGS);
        assertThat(response.problemDocument()).contains("\"code\":\"" + code + "\"", rejection.description());
    }

    @ParameterizedTest
    @EnumSource
    void hasACodeFitForALabelAndADescriptionFitForAChallenge(DpopRejection rejection) {
        assertThat(rejection.code()).matches("[a-z_]+");
        assertThat(ChallengeText.isValid(rejection.description())).isTrue();
    }

    @Test
    void answersABoundTokenUnderBearerWithADpopChallenge() {
        BearerError error = BearerError.rejected(RejectionReason.SENDER_CONSTRAINED);

        assertThat(error.challenges(BOTH, 401).get(0)).startsWith("DPoP realm=\"api\", error=\"invalid_token\"");
        assertThat(error.under(AuthScheme.BEARER)).isEqualTo(error);
        assertThat(error.challenges(BEARER, 401).get(0)).startsWith("Bearer realm=\"api\", error=\"invalid_token\"");
    }

    @Test
    void hasOneChallengeForAStatusOtherThan401() {
        BearerError scope = BearerError.insufficientScope(List.of("admin"));

        assertThat(scope.challenges(BOTH, 403))
                .singleElement()
                .asString()
                .startsWith("Bearer")
                .contains("scope=\"admin\"");
        assertThat(scope.under(AuthScheme.DPOP).challenges(BOTH, 403))
                .singleElement()
                .asString()
                .isEqualTo("DPoP realm=\"api\", error=\"insufficient_scope\","
                        + " error_description=\"The token lacks a required scope\", scope=\"admin\"" + ALGS);
        assertThat(scope.challenges(BOTH, 404)).isEmpty();
        assertThat(BearerError.accessDenied().challenges(BOTH, 403)).isEmpty();
        assertThat(BearerError.accessDenied().challenge(BOTH)).isNull();
    }

    @Test
    void namesScopesAndMetadataInEachScheme() {
        ChallengeParameters full = BOTH.withScopes(List.of("a", "b")).withResourceMetadata("https://a/m");
        String rest = ", resource_metadata=\"https://a/m\"";

        assertThat(BearerError.missingToken().challenges(full, 401))
                .containsExactly(
                        "Bearer realm=\"api\", scope=\"a b\"" + rest,
                        "DPoP realm=\"api\", scope=\"a b\"" + ALGS + rest);
    }

    @ParameterizedTest
    @CsvSource({
        "DPoP a.b.c, true, DPOP",
        "dpop  a.b.c, true, DPOP",
        "DPoP a.b.c, false,",
        "Bearer a.b.c, true, BEARER",
        "Bearer a.b.c, false, BEARER",
        "DPoPs a.b.c, true,",
        "Basic abc, true,"
    })
    void readsTheSchemeOfAHeader(String header, boolean takesDpop, AuthScheme scheme) throws BearerErrorException {
        Credentials credentials =
                AuthorizationHeader.credentials(List.of(header).iterator(), takesDpop);

        assertThat(credentials).isEqualTo(scheme == null ? null : new Credentials(scheme, "a.b.c"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DPoP", "DPoP ", "DPoP,", "DPoP a b", "DPoP a, Bearer b", "DPoP \"a\""})
    void rejectsAMalformedHeader(String header) throws BearerErrorException {
        BearerError error = catchThrowableOfType(
                        BearerErrorException.class,
                        () -> AuthorizationHeader.credentials(List.of(header).iterator(), true))
                .error();

        assertThat(error.status()).isEqualTo(400);
        assertThat(error.scheme()).isEqualTo(AuthScheme.DPOP);
        assertThat(AuthorizationHeader.credentials(List.of(header).iterator(), false))
                .isNull();
    }

    @Test
    void rejectsAHeaderOfEachScheme() {
        assertThat(catchThrowableOfType(
                                BearerErrorException.class,
                                () -> AuthorizationHeader.credentials(
                                        List.of("DPoP a", "Bearer a").iterator(), true))
                        .error()
                        .status())
                .isEqualTo(400);
    }

    @Test
    void showsNoToken() {
        assertThat(new Credentials(AuthScheme.DPOP, "secret")).hasToString("Credentials[DPOP]");
    }
}
