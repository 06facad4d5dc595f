package io.github.jotguard.bearer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationHeaderTest {

    private static final String NONE = "none";
    private static final String MALFORMED = "malformed";
    private static final int ALL_CHARACTERS = Character.MAX_VALUE + 1;

    /** The grammar of RFC 9110 §11.4 and RFC 6750 §2.1, as the reference. */
    private static final Pattern CREDENTIALS =
            Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]*+)(?: ++([A-Za-z0-9._~+/-]++=*+)|(.*+))", Pattern.DOTALL);

    private static final List<String> PIECES = List.of(
            "Bearer", "bearer", "BEARER", " ", " ", "  ", "\t", ",", "a.b.c", "=", "==", "\"", "Basic", "Bearer ", "\r",
            "\n", "\0", "\u00a0", "eyJ", "+/~-_", ";", "a", "");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer a.b.c",
                "bearer a.b.c",
                "BEARER a.b.c",
                "bEaReR a.b.c",
                "Bearer  a.b.c",
                "Bearer      a.b.c"
            })
    void takesTheSchemeInAnyCaseAndWithSeveralSpaces(String header) throws BearerErrorException {
        assertThat(token(header)).isEqualTo("a.b.c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "7", "-", "a.b.c", "A-z_0~9+/.x", "abc=", "abc==", "abc==="})
    void takesEveryTextOfTheTokenSyntax(String token) throws BearerErrorException {
        assertThat(token("Bearer " + token)).isEqualTo(token);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer ",
                "Bearer   ",
                "Bearer,",
                "Bearer ,",
                "Bearer\ta.b.c",
                "Bearer \ta.b.c",
                "Bearer\t",
                "Bearer a.b.c ",
                "Bearer a.b.c  ",
                "Bearer a.b.c\t",
                "Bearer a.b.c= ",
                "Bearer a.b.c d.e.f",
                "Bearer a.b.c, d.e.f",
                "Bearer a.b.c,Bearer d.e.f",
                "Bearer \"a.b.c\"",
                "Bearer token=a.b.c",
                "Bearer =",
                "Bearer ==",
                "Bearer =a",
                "Bearer a=b",
                "Bearer a=b=",
                "Bearer a.b.c\r\nX: y",
                "Bearer a\u0000b",
                "Bearer a.b.\u00e9",
                "Bearer \u00e9",
                "Bearer\u00a0a.b.c",
                "Bearer: a.b.c",
                "Bearer/a.b.c",
                "Bearer=a.b.c"
            })
    void rejectsWhatIsMeantAsABearerTokenButHasAnotherSyntax(String header) {
        assertThat(read(header)).isEqualTo(MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "B",
                "Beare",
                "Basic dTpw",
                "DPoP a.b.c",
                "Bearera.b.c",
                "Bearer-a.b.c",
                "Bearers a.b.c",
                "XBearer a.b.c",
                " Bearer a.b.c",
                "\tBearer a.b.c",
                "Be\u00e4rer a.b.c",
                "a.b.c"
            })
    void takesAnotherSchemeForNoToken(String header) throws BearerErrorException {
        assertThat(token(header)).isNull();
    }

    @Test
    void takesNoHeaderForNoToken() throws BearerErrorException {
        assertThat(AuthorizationHeader.token(List.<String>of().iterator())).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer d.e.f", "Bearer a.b.c", "Basic dTpw", "", "nonsense"})
    void rejectsTwoHeadersWhicheverComesFirst(String other) {
        assertThat(errorOf(List.of("Bearer a.b.c", other).iterator())).isEqualTo(BearerError.severalTokens());
        assertThat(errorOf(List.of(other, "Bearer a.b.c").iterator())).isEqualTo(BearerError.severalTokens());
    }

    @Test
    void rejectsAMalformedHeaderWithoutAWordOfIt() {
        BearerErrorException rejected =
                catchThrowableOfType(BearerErrorException.class, () -> token("Bearer s3cret s3cret"));

        assertThat(rejected.error()).isEqualTo(BearerError.malformedHeader());
        assertThat(rejected).hasMessage("invalid_request").hasNoCause();
        assertThat(rejected.getStackTrace()).isEmpty();
    }

    @Test
    void readsAHeaderOfAnyLength() throws BearerErrorException {
        String token = "a".repeat(1_000_000);

        assertThat(token("Bearer " + token)).isEqualTo(token);
        assertThat(token("Bearer" + " ".repeat(1_000_000) + "a")).isEqualTo("a");
        assertThat(token("Bearer a" + "=".repeat(1_000_000))).hasSize(1_000_001);
        assertThat(read("Bearer " + token + " ")).isEqualTo(MALFORMED);
        assertThat(read("Bearer" + " ".repeat(1_000_000))).isEqualTo(MALFORMED);
        assertThat(read("Bearer a" + "=".repeat(1_000_000) + "a")).isEqualTo(MALFORMED);
        assertThat(read(token)).isEqualTo(NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?earer a",
                "Be?rer a",
                "Beare? a",
                "Bearer?a",
                "Bearer?",
                "Bearer ?",
                "Bearer a?",
                "Bearer a=?",
                "Bearer a?a"
            })
    void readsEveryCharacterAsTheGrammarDoes(String form) {
        for (int c = 0; c < ALL_CHARACTERS; c++) {
            String header = form.replace('?', (char) c);
            if (!Objects.equals(read(header), byGrammar(header))) {
                throw new AssertionError(form + " with character " + c);
            }
        }
    }

    @Test
    void readsTextsPutTogetherAtRandomAsTheGrammarDoes() {
        Random random = new Random(6750);
        for (int i = 0; i < 50_000; i++) {
            String header = Stream.generate(() -> PIECES.get(random.nextInt(PIECES.size())))
                    .limit(1 + random.nextInt(9))
                    .collect(Collectors.joining());
            assertThat(read(header)).as(header).isEqualTo(byGrammar(header));
        }
    }

    private static String byGrammar(String header) {
        Matcher parts = CREDENTIALS.matcher(header);
        if (!parts.matches() || !parts.group(1).equalsIgnoreCase("bearer")) {
            return NONE;
        }
        return parts.group(2) == null ? MALFORMED : "token " + parts.group(2);
    }

    private static String read(String header) {
        try {
            String token = token(header);
            return token == null ? NONE : "token " + token;
        } catch (BearerErrorException rejected) {
            assertThat(rejected.error()).isEqualTo(BearerError.malformedHeader());
            return MALFORMED;
        }
    }

    private static @Nullable String token(String header) throws BearerErrorException {
        return AuthorizationHeader.token(List.of(header).iterator());
    }

    private static BearerError errorOf(Iterator<String> values) {
        return catchThrowableOfType(BearerErrorException.class, () -> AuthorizationHeader.token(values))
                .error();
    }
}
