package io.github.jotguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The count of bytes for each kind of value. {@link RetainedSizeTest} compares it with the heap. */
class RetainedBytesCountTest {

    private static final int OF_NO_CLAIM = 608;
    private static final int MEMBER = 48;

    @Test
    void countsAToken() throws Exception {
        assertThat(bytes("{}")).isEqualTo(OF_NO_CLAIM);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "true | 0",
                "null | 0",
                "\"\" | 48",
                "\"abc\" | 51",
                "\"ab\u00ff\" | 51",
                "\"ab\u0100\" | 54",
                "1 | 24",
                "1.5 | 40",
                "0.123456789012345678 | 40",
                "0.1234567890123456789 | 113",
                "12345678901234567890 | 114",
                "[] | 0",
                "{} | 0",
                "[true] | 56",
                "[null,1] | 88",
                "[[],[1]] | 144",
                "{\"email\":true} | 184",
                "{\"email\":{\"id\":1}} | 392",
            })
    void countsEachKindOfValue(String value, int expected) throws Exception {
        assertThat(bytes("{\"name\":" + value + "}")).isEqualTo(OF_NO_CLAIM + MEMBER + expected);
    }

    @Test
    void countsANameThatIsNotShared() throws Exception {
        assertThat(bytes("{\"names\":true}")).isEqualTo(OF_NO_CLAIM + MEMBER + 48 + 5);
        assertThat(bytes("{\"name\":true,\"email\":true,\"q\":true}")).isEqualTo(OF_NO_CLAIM + 3 * MEMBER + 48 + 1);
    }

    private static int bytes(String claims) throws Rejection {
        JwsHeader header = new JwsHeader(JwsAlgorithm.EdDSA, Optional.empty(), Optional.empty());
        return RetainedSize.of(
                VerifiedJwt.sealed(Seal.GENUINE, header, JwtClaims.parse(claims.getBytes(StandardCharsets.UTF_8), 16)));
    }
}
