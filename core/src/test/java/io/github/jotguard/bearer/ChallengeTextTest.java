package io.github.jotguard.bearer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengeTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"api", "my api", "!#[]~", " a "})
    void takesPrintableAscii(String text) {
        assertThat(ChallengeText.isValid(text)).isTrue();
        assertThat(ChallengeText.require("realm", text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\"", "a\\", "a\n", "a\t", "\u007f", "\u00e9", "a\u0000"})
    void rejectsEveryOtherTextByTheNameOfTheSetting(String text) {
        assertThat(ChallengeText.isValid(text)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChallengeText.require("realm", text))
                .withMessageStartingWith("The realm must be printable ASCII");
    }

    @Test
    void takesScopesWithoutSpaces() {
        assertThat(ChallengeText.requireScopes(List.of("a", "b:c", "https://x.example/y")))
                .containsExactly("a", "b:c", "https://x.example/y");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", " ", "a\"", "a\\", "\u00e9", "\r"})
    void rejectsAScopeOfOtherCharacters(String scope) {
        assertThatIllegalArgumentException().isThrownBy(() -> ChallengeText.requireScopes(List.of("a", scope)));
    }
}
