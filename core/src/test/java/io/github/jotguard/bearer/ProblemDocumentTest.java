package io.github.jotguard.bearer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemDocumentTest {

    @Test
    void escapesWhatJsonCannotHold() {
        assertThat(ProblemDocument.json(401, "c", "a\"b\\c\n\u0001\u00e9\ud83d\ude00\ud800"))
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Unauthorized\",\"status\":401,\"code\":\"c\","
                        + "\"detail\":\"a\\\"b\\\\c\\u000a\\u0001\u00e9\\ud83d\\ude00\\ud800\"}");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 402, 403, 404, 409, 410, 422, 429, 500, 502, 503, 504, 418, 599})
    void hasATitleForEveryStatus(int status) {
        assertThat(ProblemDocument.json(status, "c", "d"))
                .contains("\"status\":" + status)
                .doesNotContain("\"title\":\"\"");
    }
}
