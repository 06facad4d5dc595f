package io.github.jotguard.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the freshness and the retry delay from the headers of a response. A malformed value counts as absent. */
record ResponseHeaders(HeaderFields headers) {

    private static final Pattern MAX_AGE = Pattern.compile("(?:^|[,\\s])max-age=\"?(\\d{1,10})");
    private static final Pattern NEVER_FRESH = Pattern.compile("(?:^|[,\\s])no-(?:store|cache)(?:$|[,=\\s])");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,10}");

    /** Returns {@code Cache-Control: max-age} (RFC 9111 §5.2.2.1) less the {@code Age} of the response (§5.1). */
    Optional<Duration> freshFor() {
        String directives = String.join(",", headers.all("Cache-Control")).toLowerCase(Locale.ROOT);
        if (NEVER_FRESH.matcher(directives).find()) {
            return Optional.of(Duration.ZERO);
        }
        Matcher maxAge = MAX_AGE.matcher(directives);
        if (!maxAge.find()) {
            return Optional.empty();
        }
        Duration age = headers.first("Age").flatMap(ResponseHeaders::seconds).orElse(Duration.ZERO);
        Duration left = Duration.ofSeconds(Long.parseLong(maxAge.group(1))).minus(age);
        return Optional.of(left.isNegative() ? Duration.ZERO : left);
    }

    /**
     * Returns {@code Retry-After} (RFC 9110 §10.2.3), or {@code X-Retry-After} as Better Auth's rate limit sends it.
     *
     * @return null if there is none
     */
    @Nullable
    Duration retryAfter() {
        return headers.first("Retry-After")
                .or(() -> headers.first("X-Retry-After"))
                .flatMap(value -> seconds(value).or(() -> untilDate(value)))
                .orElse(null);
    }

    private static Optional<Duration> seconds(String value) {
        String digits = value.strip();
        return SECONDS.matcher(digits).matches()
                ? Optional.of(Duration.ofSeconds(Long.parseLong(digits)))
                : Optional.empty();
    }

    /** Returns the time from the date of the response to the given date, so that no local clock matters. */
    private Optional<Duration> untilDate(String value) {
        return headers.first("Date")
                .flatMap(ResponseHeaders::date)
                .flatMap(sent -> date(value).map(again -> Duration.between(sent, again)))
                .filter(wait -> !wait.isNegative());
    }

    private static Optional<Instant> date(String value) {
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value.strip(), Instant::from));
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }
}
