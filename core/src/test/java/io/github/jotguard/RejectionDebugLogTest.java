package io.github.jotguard;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** A rejection logs one line at DEBUG that is fit for any log and has nothing of the token's text. */
class RejectionDebugLogTest {

    private static final Forge FORGE = Forge.of("EdDSA");
    private static final Trust TRUST = Trust.in(FORGE);

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.github.jotguard");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    /** After a token was accepted; what is logged before is the subject of {@link RejectionLogTest}. */
    @BeforeEach
    void listen() {
        TRUST.verifier().verify(FORGE.token());
        logger.setLevel(Level.TRACE);
        logger.setAdditive(false);
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    static Stream<VerdictCase> everyRejection() {
        Stream<Function<Forge, String>> few = Stream.of(
                forge -> forge.withClaims("sub", "\"a\\r\\nb\\u001b[31m\""),
                forge -> forge.withHeader("kid", "\"\\r\\n\\u001b[31mINFO all is well ${jndi:ldap://127.0.0.1/a}\""),
                forge -> forge.withHeader("kid", Forge.quoted("k".repeat(256))),
                forge -> forge.withHeader("crit", "[" + "\"x\",".repeat(500) + "1]"),
                forge -> forge.withHeader("alg", "\"\u202enone\""),
                forge -> forge.withHeader("typ", Forge.quoted("\\u0085\\u2028".repeat(90))),
                forge -> forge.withClaims("aud", "[\"" + "x".repeat(300) + "\"]"),
                forge -> forge.withClaims("iss", "\"https://\ud83d\ude00.example\\n\""),
                forge -> forge.withClaims("exp", "1"),
                forge -> forge.token() + "x",
                forge -> forge.token() + "\n",
                forge -> "x".repeat(20_000),
                forge -> null);
        return few.map(make -> make.apply(FORGE))
                .map(token -> VerdictCase.rejected("OWASP", "log", TRUST, token, RejectionReason.MALFORMED));
    }

    @ParameterizedTest
    @MethodSource("everyRejection")
    void isOneLineAtDebugThatShowsNothingOfTheText(VerdictCase rejection) {
        String verdict = Trust.verdict(TRUST.verifier(), rejection.token());

        if (verdict.equals(Trust.ACCEPTED)) {
            assertThat(lines.list).isEmpty();
            return;
        }
        assertThat(lines.list).hasSize(1);
        ILoggingEvent line = lines.list.get(0);
        assertThat(line.getLevel()).isEqualTo(Level.DEBUG);
        assertThat(line.getThrowableProxy()).isNull();
        assertThat(line.getFormattedMessage())
                .startsWith("Token rejected: " + verdict + ", expected ")
                .matches("[ -~]{1,260}");
        assertShowsNothingOf(rejection.token(), line.getFormattedMessage());
    }

    private static void assertShowsNothingOf(String token, String line) {
        for (int i = 0; token != null && i + 20 <= token.length(); i++) {
            assertThat(line).doesNotContain(token.substring(i, i + 20));
        }
    }

    @Test
    void saysWhatWasExpectedAndWhatWasThere() {
        Trust.verdict(TRUST.verifier(), FORGE.withClaims("iss", "\"https://evil.example.com\""));
        Trust.verdict(TRUST.verifier(), FORGE.withClaims("exp", "1795262280"));
        Trust.verdict(TRUST.verifier(), FORGE.withHeader("kid", "\"other\""));

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "Token rejected: wrong_issuer, expected [https://id.example.com], was https://evil.example.com",
                        "Token rejected: expired, expected after 2026-11-21T11:59:00Z (now, less 60 s), was 2026-11-21T11:58:00Z",
                        "Token rejected: unknown_key, expected one of ["
                                + FORGE.key().keyId() + "], was other");
    }

    @Test
    void isNothingForAnAcceptedTokenOrAnExplanation() {
        TRUST.verifier().verify(FORGE.token());
        TRUST.verifier().explain(FORGE.withClaims("exp", "1"));

        assertThat(lines.list).isEmpty();
    }

    @Test
    void isAskedForNoTextWhereNobodyReadsIt() {
        logger.setLevel(Level.INFO);

        Trust.verdict(TRUST.verifier(), FORGE.withClaims("exp", "1"));

        assertThat(lines.list).isEmpty();
    }

    @Test
    void warnsOfHooksThatFailWithoutTheirWords() {
        TrustedIssuer issuer = FORGE.issuer()
                .rule((jwt, now) -> {
                    throw new IllegalStateException(jwt.subject());
                })
                .build();

        Trust.verdict(Trust.in(issuer, null).verifier(), FORGE.token());

        assertThat(lines.list)
                .filteredOn(line -> line.getLevel() == Level.WARN)
                .extracting(ILoggingEvent::getFormattedMessage)
                .hasSize(2)
                .contains("A claim rule failed, so the token is rejected: java.lang.IllegalStateException");
        assertThat(lines.list).noneMatch(line -> line.getFormattedMessage().contains("user-1"));
    }

    @Test
    void showsASetInOneOrderWhateverItsOwn() {
        assertThat(LogText.of(new LinkedHashSet<>(List.of("b", "a", "c"))))
                .isEqualTo(LogText.of(new LinkedHashSet<>(List.of("c", "b", "a"))))
                .isEqualTo("[a, b, c]");
        assertThat(LogText.of(new LinkedHashSet<>(List.of(JwsAlgorithm.RS256, JwsAlgorithm.EdDSA, JwsAlgorithm.ES256))))
                .isEqualTo("[EdDSA, ES256, RS256]");
    }

    @Test
    void cutsAndEscapesWhateverItIsGiven() {
        assertThat(LogText.of(null)).isEqualTo("(absent)");
        assertThat(LogText.of("a~ b")).isEqualTo("a~ b");
        assertThat(LogText.of("\\\u007f\u001f\u00e9")).isEqualTo("\\u005c\\u007f\\u001f\\u00e9");
        assertThat(LogText.of("x".repeat(80))).isEqualTo("x".repeat(80));
        assertThat(LogText.of("x".repeat(81))).isEqualTo("x".repeat(80) + "...");
        assertThat(LogText.of("\n".repeat(14))).isEqualTo("\\u000a".repeat(13) + "...");
        assertThat(LogText.of(List.of(2, 1))).isEqualTo("[2, 1]");
    }
}
