package io.github.jotguard.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Base64UrlTest {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    @Test
    void decodesWhatTheJdkEncodes() {
        Random random = new Random(7);
        for (int length = 0; length < 200; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);

            assertThat(Base64Url.decode(text)).isEqualTo(bytes);
        }
    }

    @Test
    void decodesAPartOfAText() {
        assertThat(Base64Url.decode(new byte[] {'.', 'A', 'Q', 'I', '.'}, 1, 4)).containsExactly(1, 2);
        assertThat(Base64Url.decode(new byte[] {'.', 'A', 'Q', 'I', '.'}, 2, 2)).isEmpty();
    }

    /** Every text of up to three characters is either rejected or the one spelling of its bytes. */
    @Test
    void takesOneSpellingForTheSameBytes() {
        String characters = ALPHABET + "=+/ .\n\u00e9";
        for (char first : characters.toCharArray()) {
            assertCanonicalOrRejected("" + first);
            for (char second : characters.toCharArray()) {
                assertCanonicalOrRejected("" + first + second);
                for (char third : "AQgw=+8_.".toCharArray()) {
                    assertCanonicalOrRejected("" + first + second + third);
                    assertCanonicalOrRejected("AAAA" + first + second + third);
                    assertCanonicalOrRejected("" + first + second + third + "A");
                }
            }
        }
    }

    private static void assertCanonicalOrRejected(String text) {
        byte[] decoded;
        try {
            decoded = Base64Url.decode(text);
        } catch (MalformedTextException rejected) {
            return;
        }
        assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(decoded))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A", "AAAAA", "AB", "AAB", "A=", "AA==", "AAA=", "A A", "AA\n", "A+", "A/", "\u00c0A", "\uff21A", "AA.",
                "*A", "A*"
            })
    void rejectsEverythingElse(String text) {
        assertThatExceptionOfType(MalformedTextException.class).isThrownBy(() -> Base64Url.decode(text));
    }
}
