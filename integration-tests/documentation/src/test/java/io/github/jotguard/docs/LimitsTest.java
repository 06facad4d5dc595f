package io.github.jotguard.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.RejectionReason;
import io.github.jotguard.SharedSecret;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.jwks.RefreshPolicy;
import io.github.jotguard.jwks.RemoteJwkSet;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The security policy states the limits and defaults that the code has. */
class LimitsTest {

    private static final String POLICY = Documents.text("SECURITY.md");

    @TestFactory
    Stream<DynamicTest> statesEveryTimingOfKeyRefresh() {
        return Stream.of(RefreshPolicy.Builder.class.getMethods())
                .filter(setting -> setting.getReturnType() == RefreshPolicy.Builder.class)
                .map(setting -> DynamicTest.dynamicTest(setting.getName(), () -> assertThat(row(setting.getName()))
                        .contains(written(value(setting)))));
    }

    @Test
    void statesTheLimitsOfTokens() {
        assertThat(row("maxTokenLength"))
                .contains(written(JwtVerifier.Builder.DEFAULT_MAX_TOKEN_LENGTH))
                .contains(written(JwtVerifier.Builder.LARGEST_MAX_TOKEN_LENGTH));
        assertThat(row("clockSkew")).contains("60 s").contains(written(TrustedIssuer.Builder.MAX_CLOCK_SKEW));
        assertThat(TrustedIssuer.Builder.DEFAULT_CLOCK_SKEW).isEqualTo(Duration.ofSeconds(60));
        assertThat(row("verifiedTokenCache")).contains(written(JwtVerifier.Builder.DEFAULT_CACHED_TOKENS));
        assertThat(row("name")).contains(written(TrustedIssuer.Builder.MAX_NAME_LENGTH));
        assertThat(POLICY).contains("at least " + SharedSecret.MIN_BYTES + " bytes");
    }

    @Test
    void statesTheLimitsOfKeySets() {
        assertThat(row("maxBytes"))
                .contains(written(RemoteJwkSet.Builder.DEFAULT_MAX_BYTES))
                .contains(written(RemoteJwkSet.Builder.LARGEST_MAX_BYTES));
        assertThat(row("maxKeys"))
                .contains(written(RemoteJwkSet.Builder.DEFAULT_MAX_KEYS))
                .contains(written(RemoteJwkSet.Builder.LARGEST_MAX_KEYS));
    }

    @Test
    void countsTheReasons() {
        assertThat(RejectionReason.values())
                .as("as the README and the comparison say")
                .hasSize(16);
    }

    private static Object value(Method setting) throws ReflectiveOperationException {
        return RefreshPolicy.class.getMethod(setting.getName()).invoke(RefreshPolicy.defaults());
    }

    private static String row(String setting) {
        return POLICY.lines()
                .filter(line -> line.startsWith("|") && line.contains("`" + setting + "`"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("SECURITY.md has no row for " + setting));
    }

    private static String written(Object value) {
        if (value instanceof Duration duration) {
            return written(duration);
        }
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String written(Duration duration) {
        if (duration.toSeconds() < 60) {
            return duration.toSeconds() + " s";
        }
        return duration.toHours() > 0 ? duration.toHours() + " h" : duration.toMinutes() + " min";
    }
}
