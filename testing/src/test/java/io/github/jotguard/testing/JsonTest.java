package io.github.jotguard.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void writesEveryKindOfValue() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("null", null);
        members.put("true", true);
        members.put("number", new BigDecimal("1.50"));
        members.put("time", Instant.parse("1970-01-01T00:00:10.999Z"));
        members.put("list", Arrays.asList("a", null, List.of(1, Map.of())));

        assertThat(Json.write(members))
                .isEqualTo("{\"null\":null,\"true\":true,\"number\":1.50,\"time\":10,\"list\":[\"a\",null,[1,{}]]}");
    }

    @Test
    void writesEmptyContainers() {
        assertThat(Json.write(List.of(Map.of(), List.of()))).isEqualTo("[{},[]]");
    }

    @Test
    void escapesWhatJsonForbidsInStrings() {
        assertThat(Json.write("\"\\\n\r\t\b\u0000\u001f")).isEqualTo("\"\\\"\\\\\\n\\r\\t\\u0008\\u0000\\u001f\"");
    }

    @Test
    void escapesNamesAsWell() {
        assertThat(Json.write(Map.of("a\"b", 1))).isEqualTo("{\"a\\\"b\":1}");
    }

    @Test
    void keepsLettersBeyondAsciiAndEscapesSurrogates() {
        assertThat(Json.write("\u00e9\u4e2d\ud83d\ude00\ud800")).isEqualTo("\"\u00e9\u4e2d\\ud83d\\ude00\\ud800\"");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void rejectsNumbersThatJsonLacks(double number) {
        assertThatIllegalArgumentException().isThrownBy(() -> Json.write(number));
    }

    @Test
    void rejectsTypesItDoesNotKnow() {
        assertThatIllegalArgumentException().isThrownBy(() -> Json.write(new Object()));
        assertThatIllegalArgumentException().isThrownBy(() -> Json.write(Map.of(1, "a")));
    }
}
