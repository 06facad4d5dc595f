package io.github.jotguard.bearer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.jotguard.JwsAlgorithm;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengeParametersTest {

    private static final ChallengeParameters API = ChallengeParameters.ofRealm("api");

    @Test
    void replacesTheScopesByThoseOfTheRequest() {
        ChallengeParameters some = API.withScopes(List.of("a"));

        assertThat(some.withScopes(List.of("b")).scopes()).containsExactly("b");
        assertThat(some.withScopes(List.of()).scopes()).isEmpty();
        assertThat(API.withScopes(List.of())).isSameAs(API);
    }

    @Test
    void holdsARealmAloneByDefault() {
        assertThat(API).isEqualTo(new ChallengeParameters("api", List.of(), null, null));
    }

    @Test
    void changesOneThingAtATime() {
        ChallengeParameters changed =
                API.withResourceMetadata("https://api.example.com/m").withScopes(List.of("b", "a"));

        assertThat(changed)
                .isEqualTo(new ChallengeParameters("api", List.of("b", "a"), "https://api.example.com/m", null));
        assertThat(API.resourceMetadata()).isNull();
    }

    @Test
    void announcesDpopBesideEverythingElse() {
        DpopChallenge dpop = new DpopChallenge(true, List.of(JwsAlgorithm.ES256));
        ChallengeParameters changed = API.withDpop(dpop)
                .withResourceMetadata("https://api.example.com/m")
                .withScopes(List.of("a"));

        assertThat(changed)
                .isEqualTo(new ChallengeParameters("api", List.of("a"), "https://api.example.com/m", dpop))
                .isNotEqualTo(changed.withDpop(null));
    }

    @Test
    void keepsItsScopesIfTheListChanges() {
        List<String> scopes = new ArrayList<>(List.of("read"));
        ChallengeParameters parameters = API.withScopes(scopes);
        scopes.add("write");

        assertThat(parameters.scopes()).containsExactly("read");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Bearer | Bearer scope=\"a b\", resource_metadata=\"https://m\"",
                "bearer realm=\"x\" | bearer realm=\"x\", scope=\"a b\", resource_metadata=\"https://m\"",
                "Bearer resource_metadata=\"http://evil\" | Bearer scope=\"a b\", resource_metadata=\"https://m\"",
                "Bearer resource_metadata=\"http://evil\", error=\"e\" | Bearer error=\"e\", scope=\"a b\","
                        + " resource_metadata=\"https://m\"",
                "Bearer error=\"e\", RESOURCE_METADATA=\"http://evil\", error_uri=\"u\" | Bearer error=\"e\","
                        + " error_uri=\"u\", scope=\"a b\", resource_metadata=\"https://m\"",
                "Bearer scope=\"c\" | Bearer scope=\"c\", resource_metadata=\"https://m\"",
                "Bearer scope=\"a b\", resource_metadata=\"https://m\" | Bearer scope=\"a b\","
                        + " resource_metadata=\"https://m\"",
                "DPoP algs=\"EdDSA\" | DPoP algs=\"EdDSA\", scope=\"a b\", resource_metadata=\"https://m\"",
                "Basic realm=\"x\" | Basic realm=\"x\"",
                "Bearers | Bearers"
            })
    void completeAChallengeOfAnotherLibrary(String challenge, String completed) {
        assertThat(API.withScopes(List.of("a", "b"))
                        .withResourceMetadata("https://m")
                        .complete(challenge))
                .isEqualTo(completed);
    }

    @Test
    void leaveAChallengeAloneWithoutScopesAndMetadata() {
        assertThat(API.complete("Bearer resource_metadata=\"http://theirs\""))
                .isEqualTo("Bearer resource_metadata=\"http://theirs\"");
    }

    /** A quote would end the parameter, and a line break the header. */
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\"b", "a\\b", "a\r\nb", "ä"})
    void rejectsCharactersThatAChallengeCannotHold(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ChallengeParameters.ofRealm(text));
        assertThatIllegalArgumentException().isThrownBy(() -> API.withResourceMetadata(text));
        assertThatIllegalArgumentException().isThrownBy(() -> API.withScopes(List.of(text)));
    }
}
