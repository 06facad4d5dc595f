package io.github.jotguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Headers that were accepted are remembered, within bounds. */
class HeaderCacheTest {

    private static final Forge FORGE = Forge.of("HS256");

    private final HeaderCache headers = new HeaderCache();

    @Test
    void sixteenHeadersAreRemembered() throws Exception {
        remember(0, HeaderCache.MAX_HEADERS);

        assertThat(HeaderCache.MAX_HEADERS).isEqualTo(16);
        for (int i = 0; i < HeaderCache.MAX_HEADERS; i++) {
            assertThat(isKnown(token(i))).as("header %d", i).isTrue();
        }
    }

    @Test
    void theSeventeenthTakesThePlaceOfTheOldest() throws Exception {
        remember(0, HeaderCache.MAX_HEADERS + 1);

        assertThat(isKnown(token(0))).isFalse();
        for (int i = 1; i <= HeaderCache.MAX_HEADERS; i++) {
            assertThat(isKnown(token(i))).as("header %d", i).isTrue();
        }
    }

    @Test
    void aHeaderThatIsKnownTakesNoSecondPlace() throws Exception {
        remember(0, HeaderCache.MAX_HEADERS);
        remember(HeaderCache.MAX_HEADERS - 1, HeaderCache.MAX_HEADERS);

        assertThat(isKnown(token(0))).isTrue();
    }

    /** 768 bytes are 1,024 characters in base64url; 1,025 cannot be, so the next is 1,026. */
    @ParameterizedTest
    @CsvSource({"768, 1024, true", "769, 1026, false"})
    void aHeaderOfMoreThan1024CharactersIsNot(int bytes, int characters, boolean isRemembered) throws Exception {
        String header = FORGE.header("p", Forge.quoted(""));
        String padding = "x".repeat(bytes - header.length());
        String token = FORGE.withHeader("p", Forge.quoted(padding));

        headers.remember(parsed(token));

        assertThat(token.indexOf('.')).isEqualTo(characters);
        assertThat(isKnown(token)).isEqualTo(isRemembered);
    }

    private void remember(int from, int to) throws Rejection {
        for (int i = from; i < to; i++) {
            headers.remember(parsed(token(i)));
        }
    }

    private boolean isKnown(String token) {
        return headers.find(token.getBytes(StandardCharsets.ISO_8859_1), token.indexOf('.')) != null;
    }

    private static UnverifiedJws parsed(String token) throws Rejection {
        return UnverifiedJws.parse(token, token.getBytes(StandardCharsets.ISO_8859_1), new HeaderCache());
    }

    private static String token(int i) {
        return FORGE.withHeader("n", String.valueOf(i));
    }
}
