package io.github.jotguard.spring.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainPathsTest {

    @ParameterizedTest
    @ValueSource(strings = {"/", "/a", "/a/", "/api/Orders/42", "/azAZ09-_"})
    void takesLettersAndDigitsBetweenSingleSlashes(String path) {
        assertThat(PlainPaths.isPlain(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a/b", "//", "//a", "/a//b", "/a//"})
    void rejectsAnotherBeginningAndEmptySegments(String path) {
        assertThat(PlainPaths.isPlain(path)).isFalse();
    }

    /** Each by itself, so that no other character of the path decides. */
    @Test
    void rejectsEveryOtherCharacter() {
        for (char c = 0; c < 0x200; c++) {
            boolean isOfName = String.valueOf(c).matches("[A-Za-z0-9_-]");
            assertThat(PlainPaths.isPlain("/a" + c + "b"))
                    .as("character %d", (int) c)
                    .isEqualTo(isOfName || c == '/');
            assertThat(PlainPaths.isPlain("/" + c)).as("character %d", (int) c).isEqualTo(isOfName);
        }
    }
}
