package io.github.jotguard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.read.ListAppender;
import io.github.jotguard.testing.TestKey;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** The first rejections that a wrong setting may cause are in the log, once each, until a token of the entry was accepted. */
class RejectionLogTest {

    private static final Forge FORGE = Forge.of("EdDSA");
    private static final Forge RS256 = Forge.of("RS256");
    private static final Forge SECRET = Forge.of("HS256");
    private static final String FORGED =
            Forge.with(TestKey.generate("EdDSA").withKeyId(FORGE.key().keyId())).token();
    private static final String DEBUG_HINT =
            " Logged once for each reason; the logger io.github.jotguard.verification shows every rejection at DEBUG.";

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.github.jotguard");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
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

    private static JwtVerifier trusting(TrustedIssuer.Builder... entries) {
        JwtVerifier.Builder verifier = JwtVerifier.builder().clock(Forge.CLOCK);
        Stream.of(entries).forEach(entry -> verifier.trust(entry.build()));
        return verifier.build();
    }

    private static TrustedIssuer.Builder issuer() {
        return FORGE.issuer().requireClaims("sub").rule(ClaimRule.claimEquals("sub", "user-1"));
    }

    private List<String> warnings() {
        assertThat(lines.list).allMatch(line -> line.getLevel() == Level.WARN && line.getThrowableProxy() == null);
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    static Stream<Arguments> reasonsOfSettings() {
        return Stream.of(
                line(
                        "issuer",
                        FORGE.withClaims("iss", "\"http://localhost:3000\""),
                        "wrong_issuer, expected [https://id.example.com], was http://localhost:3000",
                        "the issuer"),
                line(
                        "no issuer",
                        FORGE.withClaims("iss", null),
                        "wrong_issuer, expected [https://id.example.com], was (absent)",
                        "the issuer"),
                line(
                        "audience",
                        FORGE.withClaims("aud", "\"web\""),
                        "wrong_audience, expected [https://api.example.com], was [web]",
                        "the audience and the claim that names it"),
                line(
                        "no audience",
                        FORGE.withClaims("aud", null),
                        "missing_claim, expected aud, was (absent)",
                        "the audience claim and the required claims"),
                line(
                        "algorithm",
                        RS256.token(),
                        "algorithm_not_allowed, expected [EdDSA], was RS256",
                        "the algorithms and the kind of keys"),
                line(
                        "secret for public keys",
                        SECRET.token(),
                        "algorithm_not_allowed, expected [EdDSA], was HS256",
                        "the algorithms and the kind of keys"),
                line(
                        "type",
                        FORGE.withHeader("typ", "\"at+JWT2\""),
                        "wrong_type, expected [at+jwt, jwt], was at+JWT2",
                        "the accepted types"),
                line(
                        "key",
                        FORGE.withHeader("kid", "\"other\""),
                        "unknown_key, expected one of [" + FORGE.key().keyId() + "], was other",
                        "where the keys come from"),
                line(
                        "signature",
                        FORGED,
                        "bad_signature, expected a signature of the key, was another",
                        "the shared secret, or where the keys come from"),
                line(
                        "past",
                        FORGE.withClaims("exp", "1795262280"),
                        "expired, expected after 2026-11-21T11:59:00Z (now, less 60 s), was 2026-11-21T11:58:00Z",
                        "the clocks of the issuer and of this machine"),
                line(
                        "claim",
                        FORGE.withClaims("sub", null),
                        "missing_claim, expected sub, was (absent)",
                        "the audience claim and the required claims"),
                line(
                        "rule",
                        FORGE.withClaims("sub", "\"user-2\""),
                        "claim_rejected, expected rule 1 accepts, was rejected",
                        "the claim rules"),
                line(
                        "binding",
                        FORGE.withClaims("cnf", "{\"jkt\":\"x\"}"),
                        "sender_constrained, expected a proof of possession, was bound to a DPoP key (jkt)",
                        "whether proofs of possession are verified here"),
                line(
                        "length",
                        "x".repeat(16_385),
                        "too_large, expected 16384, was 16385",
                        "the greatest length of a token"));
    }

    private static Arguments line(String name, String token, String message, String setting) {
        return argumentSet(name, token, message, setting);
    }

    @ParameterizedTest
    @MethodSource("reasonsOfSettings")
    void warnsOnceOfWhatASettingMayCause(String token, String message, String setting) {
        JwtVerifier verifier = trusting(issuer());

        IntStream.range(0, 5).forEach(i -> Trust.verdict(verifier, token));

        assertThat(warnings())
                .containsExactly("Rejected a token: " + message
                        + ". No token of [https://id.example.com] was accepted so far. If this one is meant for you, check "
                        + setting + "." + DEBUG_HINT);
    }

    @Test
    void warnsOfASecretThatIsAnother() {
        Forge other = Forge.withSecret("HS256", Forge.utf8("0123456789-0123456789-0123456789"));

        Trust.verdict(trusting(SECRET.issuer()), other.token());

        assertThat(warnings()).singleElement().asString().contains("bad_signature", "the shared secret");
    }

    @Test
    void saysNothingOfWhatNoSettingCauses() {
        JwtVerifier verifier = trusting(FORGE.issuer().revokedWhen(jwt -> true));

        Stream.of(
                        FORGE.token(),
                        FORGE.token() + "=",
                        FORGE.withHeader("crit", "[\"x\"]"),
                        FORGE.withHeader("alg", "\"none\""),
                        FORGE.withHeader("alg", "\"eddsa\""),
                        "Bearer",
                        null)
                .forEach(token -> Trust.verdict(verifier, token));

        assertThat(warnings()).isEmpty();
    }

    @Test
    void saysNothingMoreAfterTheFirstAcceptedToken() {
        JwtVerifier verifier = trusting(issuer());
        verifier.verify(FORGE.token());

        reasonsOfSettings().forEach(row -> Trust.verdict(verifier, (String) row.get()[0]));

        assertThat(warnings()).isEmpty();
    }

    @Test
    void isSilencedByATokenThatWasSeenBeforeToo() {
        JwtVerifier verifier = trusting(issuer());
        verifier.verify(FORGE.token());
        verifier.verify(FORGE.token());
        verifier.explain(FORGE.withClaims("iss", "\"x\""));

        Trust.verdict(verifier, FORGE.withClaims("exp", "1"));

        assertThat(warnings()).isEmpty();
    }

    @Test
    void warnsOfEachEntryUntilItHasAcceptedOne() {
        JwtVerifier verifier = trusting(
                SECRET.issuer().name("legacy"),
                FORGE.issuer(),
                TrustedIssuer.builder("x", FORGE.keys()).audience("a").name("other"));
        verifier.verify(FORGE.token());

        Trust.verdict(verifier, FORGE.withClaims("aud", "\"b\""));
        Trust.verdict(verifier, SECRET.withClaims("aud", "\"b\""));
        Trust.verdict(verifier, FORGE.withClaims("iss", "\"x\""));
        Trust.verdict(verifier, SECRET.withClaims("aud", "\"c\""));
        Trust.verdict(verifier, FORGE.withClaims("iss", "\"foreign\""));
        Trust.verdict(verifier, FORGE.withClaims("iss", "\"foreigner\""));

        assertThat(warnings())
                .extracting(line -> line.replaceAll(" If this .*", ""))
                .containsExactly(
                        "Rejected a token: wrong_audience, expected [https://api.example.com], was [b]."
                                + " No token of [legacy] was accepted so far.",
                        "Rejected a token: wrong_audience, expected [a], was [https://api.example.com]."
                                + " No token of [other] was accepted so far.",
                        "Rejected a token: wrong_issuer, expected [https://id.example.com, x], was foreign."
                                + " No token of [legacy, https://id.example.com, other] was accepted so far.");
    }

    @Test
    void warnsOfATokenThatFitsNoEntryOfItsIssuer() {
        JwtVerifier verifier = trusting(
                FORGE.issuer(),
                TrustedIssuer.builder(Forge.ISSUER, FORGE.keys()).audience("b").name("b"));
        verifier.verify(FORGE.token());

        Trust.verdict(verifier, FORGE.withClaims("aud", "\"c\""));
        Trust.verdict(verifier, FORGE.withClaims("aud", "\"d\""));
        verifier.verify(FORGE.withClaims("aud", "\"b\""));
        Trust.verdict(verifier, FORGE.withClaims("aud", null));

        assertThat(warnings())
                .singleElement()
                .asString()
                .contains("expected [b, https://api.example.com], was [c]", "[https://id.example.com, b]");
    }

    /** Texts of a stranger are escaped and cut, and nothing else of the token is there. */
    @Test
    void isFitForAnyLog() {
        JwtVerifier verifier = trusting(issuer());

        Trust.verdict(
                verifier,
                FORGE.withClaims("iss", "\"\\r\\n\\u001b[31m${jndi:ldap://127.0.0.1/a}" + "x".repeat(300) + '"'));
        Trust.verdict(verifier, FORGE.withClaims("sub", "\"secret-user\"", "email", "\"a@example.com\""));
        Trust.verdict(verifier, FORGE.withHeader("kid", Forge.quoted("k".repeat(256))));

        assertThat(warnings()).hasSize(3).allSatisfy(line -> assertThat(line)
                .matches("[ -~]{1,500}")
                .doesNotContain(
                        "secret-user",
                        "a@example.com",
                        "k".repeat(81),
                        FORGE.token().substring(0, 20)));
    }

    @Test
    void isBoundedUnderAFloodFromManyThreads() throws Exception {
        JwtVerifier verifier = trusting(issuer());
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> floods = IntStream.range(0, 8)
                    .<Future<?>>mapToObj(thread -> threads.submit(() -> {
                        start.await();
                        for (int i = 0; i < 200; i++) {
                            Trust.verdict(verifier, FORGE.withClaims("iss", "\"" + thread + "/" + i + '"'));
                        }
                        return null;
                    }))
                    .toList();
            start.countDown();
            for (Future<?> flood : floods) {
                flood.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(warnings()).hasSize(1);
    }

    /** A logger is somebody else's code. */
    @Test
    void changesNoVerdictIfTheLoggerFails() {
        AppenderBase<ILoggingEvent> broken = new AppenderBase<>() {
            @Override
            public void doAppend(ILoggingEvent event) {
                throw new OutOfMemoryError(event.getLevel().toString());
            }

            @Override
            protected void append(ILoggingEvent event) {}
        };
        broken.start();
        logger.addAppender(broken);
        logger.setLevel(Level.DEBUG);
        try {
            assertThat(Trust.verdict(trusting(issuer()), FORGE.withClaims("exp", "1")))
                    .isEqualTo("expired");
            logger.setLevel(Level.INFO);
            assertThat(Trust.verdict(trusting(issuer()), FORGE.withClaims("exp", "1")))
                    .isEqualTo("expired");
        } finally {
            logger.detachAppender(broken);
        }
    }
}
