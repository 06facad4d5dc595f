package io.github.jotguard.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Level;
import io.github.jotguard.JwtRejectedException;
import io.github.jotguard.JwtVerifier;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.jwks.JwkSetFetcher;
import io.github.jotguard.jwks.RemoteJwkSet;
import io.github.jotguard.logging.LoggerNames;
import io.github.jotguard.servlet.AuthenticationListener;
import io.github.jotguard.servlet.BearerTokenFilter;
import io.github.jotguard.testing.TestIssuer;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.mock.web.MockFilterConfig;

/** A line of the log that a page quotes is one that the code writes. */
class LoggedLinesTest {

    @Test
    void quotesTheWarningOfAFirstRejection() throws Exception {
        try (LoggedLines lines = LoggedLines.of("io.github.jotguard.verification");
                TestIssuer issuer = TestIssuer.start();
                JwtVerifier verifier = JwtVerifier.trusting(
                        TrustedIssuer.builder("https://id.example.com", RemoteJwkSet.at(issuer.jwksUri()))
                                .audience(issuer.audience())
                                .build())) {
            String token = issuer.token(t -> t.issuer("http://localhost:3000"));

            assertThatExceptionOfType(JwtRejectedException.class).isThrownBy(() -> verifier.verify(token));

            assertIsALine("docs/operations.md", lines.next(Level.WARN));
        }
    }

    @Test
    void quotesTheLinesOfEveryRejection() throws Exception {
        Clock clock = Clock.fixed(Instant.parse("2026-11-25T07:44:49Z"), ZoneOffset.UTC);
        try (LoggedLines lines = LoggedLines.of("io.github.jotguard.verification");
                TestIssuer issuer = TestIssuer.start();
                JwtVerifier verifier = JwtVerifier.builder()
                        .trust(TrustedIssuer.builder(issuer.issuer(), RemoteJwkSet.at(issuer.jwksUri()))
                                .audience("tasks")
                                .build())
                        .clock(clock)
                        .build()) {
            String forAnother = issuer.token(t -> t.audience("https://app.example.com")
                    .claim("iat", Instant.parse("2026-11-25T07:44:00Z").getEpochSecond())
                    .claim("exp", Instant.parse("2026-11-25T07:50:00Z").getEpochSecond()));
            String expired = issuer.token(t -> t.audience("tasks")
                    .claim("iat", Instant.parse("2026-11-25T07:30:00Z").getEpochSecond())
                    .claim("exp", Instant.parse("2026-11-25T07:40:00Z").getEpochSecond()));

            for (String token : new String[] {forAnother, expired}) {
                assertThatExceptionOfType(JwtRejectedException.class).isThrownBy(() -> verifier.verify(token));

                assertIsALine("docs/why-is-my-token-rejected.md", lines.next(Level.DEBUG));
            }
        }
    }

    @Test
    void quotesTheLinesOfKeysThatAreSkipped() throws Exception {
        String keys = """
                {"keys":[{"kty":"oct","kid":"2026-11","k":"c2VjcmV0"},{"kty":"RSA","kid":"encryption","use":"enc"}]}""";
        try (LoggedLines lines = LoggedLines.of("io.github.jotguard.jwks");
                RemoteJwkSet set = fetched(uri -> response(keys))) {
            set.preload();

            assertIsALine("docs/why-is-my-token-rejected.md", lines.next(Level.WARN));
            assertIsALine("docs/why-is-my-token-rejected.md", lines.next(Level.DEBUG));
        }
    }

    @Test
    void quotesTheWarningOfKeysThatCannotBeFetched() throws Exception {
        try (LoggedLines lines = LoggedLines.of("io.github.jotguard.jwks");
                RemoteJwkSet set = fetched(uri -> {
                    throw new IOException("down");
                })) {
            set.preload();

            String line = lines.next(Level.WARN);
            assertIsQuoted(
                    "docs/operations.md",
                    line.replace("https://id.example.com/jwks", "…")
                            .replaceFirst("\\(.+\\), its keys are .*", "(cause)"));
        }
    }

    @Test
    void quotesTheLineOfAFilterThatStarts() throws Exception {
        try (LoggedLines lines = LoggedLines.of("io.github.jotguard.servlet")) {
            BearerTokenFilter filter = started("exclude", "/health, /WEB-INF/open/*");

            assertIsALine("docs/servlet-containers.md", lines.next(Level.INFO));
            filter.destroy();
        }
    }

    @Test
    void quotesTheLineOfAFilterThatDoesNotStart() throws Exception {
        try (LoggedLines lines = LoggedLines.of("io.github.jotguard.servlet")) {
            BearerTokenFilter filter = started("jwkUri", "https://app.example.com/jwks");

            assertIsQuoted("docs/configuration.md", lines.next(Level.ERROR));
            filter.destroy();
        }
    }

    private static BearerTokenFilter started(String name, String value) {
        MockFilterConfig config = new MockFilterConfig("jotguard");
        config.addInitParameter("betterAuthOrigin", "https://app.example.com");
        config.addInitParameter(name, value);
        BearerTokenFilter filter = new BearerTokenFilter();
        filter.init(config);
        return filter;
    }

    private static RemoteJwkSet fetched(JwkSetFetcher fetcher) {
        return RemoteJwkSet.builder("https://id.example.com/jwks")
                .fetcher(fetcher)
                .build();
    }

    private static JwkSetFetcher.Response response(String body) {
        return new JwkSetFetcher.Response(body.getBytes(StandardCharsets.UTF_8), Optional.empty());
    }

    /** A line of its own in a block. */
    private static void assertIsALine(String page, String line) {
        assertThat(Documents.text(page)).contains("\n" + line + "\n");
    }

    /** Code in a sentence, which may wrap. */
    private static void assertIsQuoted(String page, String line) {
        assertThat(Documents.text(page).replaceAll("\\s+", " ")).contains("`" + line + "`");
    }

    @TestFactory
    Stream<DynamicTest> listsEveryLogger() {
        String page = Documents.text("docs/operations.md");
        return Stream.concat(
                        Stream.of(LoggerNames.class.getFields()).map(LoggedLinesTest::value),
                        Stream.of(AuthenticationListener.LOGGER_NAME))
                .map(name ->
                        DynamicTest.dynamicTest(name, () -> assertThat(page).contains("| `" + name + "` |")));
    }

    private static String value(Field constant) {
        try {
            return (String) constant.get(null);
        } catch (IllegalAccessException isPublic) {
            throw new AssertionError(isPublic);
        }
    }
}
