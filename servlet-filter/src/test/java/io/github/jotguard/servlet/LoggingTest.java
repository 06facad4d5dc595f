package io.github.jotguard.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.jotguard.JwtVerifier;
import io.github.jotguard.issuers.KnownIssuers;
import io.github.jotguard.logging.RateLimitedLogger;
import io.github.jotguard.testing.TestIssuer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LoggingTest {

    private static final int LONGEST_TOKEN_TEXT = 20;

    private final Logger ours = (Logger) LoggerFactory.getLogger("io.github.jotguard");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final TestIssuer issuer = TestIssuer.start();
    private final JwtVerifier verifier =
            JwtVerifier.trusting(KnownIssuers.betterAuth(issuer.origin()).build());

    @BeforeEach
    void listen() {
        lines.start();
        ours.addAppender(lines);
        ours.setLevel(Level.TRACE);
    }

    @AfterEach
    void stop() {
        ours.setLevel(null);
        ours.detachAppender(lines);
        verifier.close();
        issuer.close();
    }

    @Test
    void logsNoTokenAndNothingOfAStrangerAsItWasSent() {
        List<String> tokens = List.of(
                issuer.token(),
                issuer.token(t -> t.expiresIn(Duration.ofHours(-1))),
                issuer.token(t -> t.keyId("a\r\nINFO forged \u001b[31m ${jndi:ldap://a.test}")),
                issuer.token(t -> t.issuer("https://a.test/\r\nINFO forged")),
                issuer.token(t -> t.subject("u\r\nINFO forged")),
                issuer.token() + "A",
                "nonsense".repeat(10));
        BearerTokenFilter filter = BearerTokenFilter.builder(verifier)
                .listener(AuthenticationListener.logging())
                .principal(jwt -> Optional.<JwtPrincipal>empty().or(() -> {
                    throw new IllegalStateException(jwt.claims().toString());
                }))
                .build();
        try (TomcatServer server =
                TomcatServer.with(filter).servlet("/*", new EchoServlet()).start()) {
            tokens.forEach(token -> TomcatServer.send(server.request("/api?secret=" + token, token)));
        }

        List<String> texts = lines.list.stream().map(LoggingTest::text).toList();
        assertThat(texts).hasSizeGreaterThanOrEqualTo(tokens.size());
        for (String token : tokens) {
            for (String part : token.split("\\.")) {
                String piece = part.substring(0, Math.min(part.length(), LONGEST_TOKEN_TEXT));
                assertThat(texts).noneMatch(text -> text.contains(piece));
            }
        }
        assertThat(texts).allMatch(text -> text.chars().noneMatch(Character::isISOControl));
    }

    @Test
    void limitsLinesThatCallersCauseButNotTheAuditLog() {
        int attempts = 2 * RateLimitedLogger.MAX_LINES_PER_MINUTE;
        BearerTokenFilter filter = BearerTokenFilter.builder(verifier)
                .listener(AuthenticationListener.logging())
                .listener(attempt -> {
                    throw new IllegalStateException("broken");
                })
                .principal(jwt -> {
                    throw new IllegalStateException("broken");
                })
                .onError(rejection -> {
                    throw new IllegalStateException("broken");
                })
                .build();
        try (TomcatServer server =
                TomcatServer.with(filter).servlet("/*", new EchoServlet()).start()) {
            for (int i = 0; i < attempts; i++) {
                TomcatServer.send(server.request("/api", issuer.token()));
            }
        }

        assertThat(linesOf("Finding the user of a token failed")).isEqualTo(RateLimitedLogger.MAX_LINES_PER_MINUTE);
        assertThat(linesOf("The error responder failed")).isEqualTo(RateLimitedLogger.MAX_LINES_PER_MINUTE);
        assertThat(linesOf("An authentication listener failed")).isEqualTo(RateLimitedLogger.MAX_LINES_PER_MINUTE);
        assertThat(lines.list)
                .filteredOn(line -> line.getLoggerName().equals(AuthenticationListener.LOGGER_NAME))
                .hasSize(attempts);
    }

    @Test
    void limitsLinesAboutAVerifierThatFails() {
        Clock broken = new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                throw new IllegalStateException("marked");
            }
        };
        JwtVerifier failing = JwtVerifier.builder()
                .trust(KnownIssuers.betterAuth(issuer.origin()).build())
                .clock(broken)
                .build();
        BearerTokenFilter filter = BearerTokenFilter.builder(failing).build();
        try (TomcatServer server =
                TomcatServer.with(filter).servlet("/*", new EchoServlet()).start()) {
            for (int i = 0; i <= RateLimitedLogger.MAX_LINES_PER_MINUTE; i++) {
                assertThat(TomcatServer.send(server.request("/api", issuer.token()))
                                .statusCode())
                        .isEqualTo(503);
            }
        }
        failing.close();

        assertThat(linesOf("Verifying a token failed, so the request is rejected: java.lang.IllegalStateException"))
                .isEqualTo(RateLimitedLogger.MAX_LINES_PER_MINUTE);
        assertThat(lines.list).noneMatch(line -> text(line).contains("marked"));
    }

    private long linesOf(String prefix) {
        return lines.list.stream()
                .filter(event -> event.getFormattedMessage().startsWith(prefix))
                .count();
    }

    @Test
    void writesOneLinePerAttemptIfAsked() {
        BearerTokenFilter filter = BearerTokenFilter.builder(verifier)
                .optional("/feed")
                .listener(AuthenticationListener.logging())
                .build();
        try (TomcatServer server =
                TomcatServer.with(filter).servlet("/*", new EchoServlet()).start()) {
            TomcatServer.send(server.request("/api", issuer.token(t -> t.subject("u1"))));
            TomcatServer.send(server.request("/api"));
            TomcatServer.send(server.request("/feed"));
        }

        assertThat(lines.list)
                .filteredOn(line -> line.getLoggerName().equals(AuthenticationListener.LOGGER_NAME))
                .extracting(line -> line.getLevel() + " " + line.getFormattedMessage())
                .containsExactly(
                        "INFO ACCEPTED code=- subject=u1 GET /api",
                        "INFO REJECTED code=missing_token subject=- GET /api",
                        "INFO ANONYMOUS code=- subject=- GET /feed");
    }

    private static String text(ILoggingEvent line) {
        return line.getThrowableProxy() == null
                ? line.getFormattedMessage()
                : line.getFormattedMessage() + line.getThrowableProxy().getMessage();
    }
}
