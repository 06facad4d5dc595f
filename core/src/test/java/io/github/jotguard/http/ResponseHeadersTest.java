package io.github.jotguard.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The headers of a response that are about time. */
class ResponseHeadersTest {

    private static ResponseHeaders headers(String... namesAndValues) {
        HeaderFields fields = new HeaderFields();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1] != null) {
                fields.add(namesAndValues[i], namesAndValues[i + 1]);
            }
        }
        return new ResponseHeaders(fields);
    }

    @ParameterizedTest(name = "Cache-Control: {0}, Age: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "max-age=300                        |      | PT5M",
                "public, max-age=300                |      | PT5M",
                "Public,MAX-AGE=300, immutable      |      | PT5M",
                "max-age=\"300\"                    |      | PT5M",
                "max-age=0                          |      | PT0S",
                "max-age=300                        | 100  | PT3M20S",
                "max-age=300                        | 300  | PT0S",
                "max-age=300                        | 301  | PT0S",
                "max-age=300                        | -5   | PT5M",
                "max-age=300                        | much | PT5M",
                "no-store                           |      | PT0S",
                "no-cache, max-age=300              |      | PT0S",
                "max-age=300, no-cache=\"Set-Cookie\" |    | PT0S",
                "max-age=99999999999999999999       |      | PT2777777H46M39S",
                "s-maxage=300                       |      | ",
                "x-max-age=300                      |      | ",
                "max-age=-1                         |      | ",
                "max-age=                           |      | ",
                "max-age=soon                       |      | ",
                "public                             |      | ",
                "                                   |      | ",
            })
    void tellHowLongASetIsFresh(String cacheControl, String age, Duration expected) {
        assertThat(headers("Cache-Control", cacheControl, "Age", age).freshFor())
                .isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void areLookedAtTogetherWhenThereAreSeveral() {
        assertThat(headers("cache-control", "public", "Cache-control", "max-age=60")
                        .freshFor())
                .contains(Duration.ofMinutes(1));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Retry-After   | 7                             | PT7S",
                "Retry-After   | ' 7 '                         | PT7S",
                "X-Retry-After | 7                             | PT7S",
                "Retry-After   | 0                             | PT0S",
                "Retry-After   | 9999999999                    | PT2777777H46M39S",
                "Retry-After   | Sat, 21 Nov 2026 12:00:30 GMT | PT30S",
                "Retry-After   | Sat, 21 Nov 2026 11:59:59 GMT | ",
                "Retry-After   | Sat, 99 Nov 2026 11:59:59 GMT | ",
                "Retry-After   | -7                            | ",
                "Retry-After   | 7.5                           | ",
                "Retry-After   | 99999999999                   | ",
                "Retry-After   | later                         | ",
                "Retry-After   | ''                            | ",
                "Other         | 7                             | ",
            })
    void tellWhenToComeAgain(String name, String value, Duration expected) {
        assertThat(headers("Date", "Sat, 21 Nov 2026 12:00:00 GMT", name, value).retryAfter())
                .isEqualTo(expected);
    }

    @Test
    void sayNothingByADateWithoutTheDateOfTheAnswer() {
        assertThat(headers("Retry-After", "Sat, 21 Nov 2026 12:00:30 GMT").retryAfter())
                .isNull();
    }

    @Test
    void preferTheStandardName() {
        assertThat(headers("Retry-After", "7", "X-Retry-After", "9").retryAfter())
                .isEqualTo(Duration.ofSeconds(7));
    }
}
