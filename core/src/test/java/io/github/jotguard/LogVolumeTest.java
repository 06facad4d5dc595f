package io.github.jotguard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.read.ListAppender;
import io.github.jotguard.logging.RateLimitedLogger;
import io.github.jotguard.signature.FragileProvider;
import io.github.jotguard.signature.JcaSignatureEngine;
import io.github.jotguard.signature.PreparedKey;
import io.github.jotguard.testing.TestIssuer;
import io.github.jotguard.testing.TestKey;
import java.security.ProviderException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A caller cannot fill the log, and a broken log decides about no token. */
class LogVolumeTest {

    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger("io.github.jotguard");
    private static final TestIssuer ISSUER = TestIssuer.start();
    private static final int TOKENS = 2_001;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void capture() {
        log.start();
        LOGGER.addAppender(log);
        LOGGER.setLevel(Level.DEBUG);
        LOGGER.setAdditive(false);
    }

    @AfterEach
    void release() {
        LOGGER.detachAndStopAllAppenders();
        LOGGER.setLevel(null);
        LOGGER.setAdditive(true);
    }

    @AfterAll
    static void stop() {
        ISSUER.close();
    }

    private static TrustedIssuer.Builder issuer() {
        return TrustedIssuer.builder(ISSUER.issuer(), io.github.jotguard.jwks.RemoteJwkSet.at(ISSUER.jwksUri()))
                .audience(ISSUER.audience());
    }

    private long warnings(String prefix) {
        return log.list.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .filter(event -> event.getFormattedMessage().startsWith(prefix))
                .count();
    }

    @Test
    void isBoundedForTokensWithoutIdUnderADenyList() {
        Set<String> denied = Set.of("1");
        try (JwtVerifier verifier = JwtVerifier.trusting(
                issuer().revokedWhen(jwt -> denied.contains(jwt.id())).build())) {
            String token = ISSUER.token(t -> t.claim("jti", null));
            for (int i = 0; i < TOKENS; i++) {
                assertThatExceptionOfType(JwtRejectedException.class)
                        .isThrownBy(() -> verifier.verify(token))
                        .satisfies(rejected -> assertThat(rejected.reason()).isEqualTo(RejectionReason.REVOKED));
            }
        }

        assertThat(warnings("The revocation check failed")).isEqualTo(RateLimitedLogger.MAX_LINES_PER_MINUTE);
    }

    @Test
    void isBoundedForRulesAndListenersThatFail() {
        VerificationListener broken = new VerificationListener() {
            @Override
            public void rejected(RejectionReason reason) {
                throw new IllegalStateException("broken");
            }
        };
        try (JwtVerifier verifier = JwtVerifier.builder()
                .trust(issuer().rule((jwt, now) -> {
                            throw new IllegalStateException("broken");
                        })
                        .build())
                .listener(broken)
                .build()) {
            String token = ISSUER.token();
            for (int i = 0; i < TOKENS; i++) {
                assertThatExceptionOfType(JwtRejectedException.class).isThrownBy(() -> verifier.verify(token));
            }
        }

        assertThat(warnings("A claim rule failed")).isEqualTo(RateLimitedLogger.MAX_LINES_PER_MINUTE);
        assertThat(warnings("A verification listener failed")).isEqualTo(RateLimitedLogger.MAX_LINES_PER_MINUTE);
    }

    @Test
    void isBoundedForProofsOfPossessionThatFail() {
        try (JwtVerifier verifier = JwtVerifier.trusting(issuer().build())) {
            String token = ISSUER.token(t -> t.claim("cnf", Map.of("jkt", "of a key")));
            for (int i = 0; i < TOKENS; i++) {
                assertThatExceptionOfType(JwtRejectedException.class)
                        .isThrownBy(() -> verifier.verify(token, (method, thumbprint) -> {
                            throw new IllegalStateException("broken");
                        }));
            }
        }

        assertThat(warnings("A proof of possession failed"))
                .isBetween(1L, (long) RateLimitedLogger.MAX_LINES_PER_MINUTE);
    }

    /** Each proof of possession has a key of its own, which its caller made. */
    @Test
    void isBoundedForAnEngineThatFailsWithManyKeys() throws Exception {
        FragileProvider provider = new FragileProvider();
        JcaSignatureEngine engine = JcaSignatureEngine.of(provider, Set.of(JwsAlgorithm.EdDSA));
        provider.breakWith(new ProviderException("out of order"));
        byte[] text = {1, 2, 3};
        for (int i = 0; i < 2 * RateLimitedLogger.MAX_LINES_PER_MINUTE; i++) {
            TestKey key = TestKey.generate("EdDSA");

            assertThat(engine.verifies(
                            new PreparedKey(key.publicKey()), JwsAlgorithm.EdDSA, text, text.length, key.sign(text)))
                    .isTrue();
        }

        assertThat(warnings("Fragile 1 failed to verify EdDSA")).isEqualTo(RateLimitedLogger.MAX_LINES_PER_MINUTE);
    }

    @Test
    void decidesNothingWhenItIsBroken() {
        LOGGER.addAppender(new AppenderBase<>() {
            {
                start();
            }

            @Override
            public void doAppend(ILoggingEvent event) {
                throw new LinkageError("no appender");
            }

            @Override
            protected void append(ILoggingEvent event) {}
        });
        try (JwtVerifier verifier = JwtVerifier.trusting(issuer().rule((jwt, now) -> {
                    throw new IllegalStateException("broken");
                })
                .build())) {
            assertThatExceptionOfType(JwtRejectedException.class)
                    .isThrownBy(() -> verifier.verify(ISSUER.token()))
                    .satisfies(rejected -> assertThat(rejected.reason()).isEqualTo(RejectionReason.CLAIM_REJECTED));
            assertThatExceptionOfType(JwtRejectedException.class)
                    .isThrownBy(() -> verifier.verify("nonsense"))
                    .satisfies(rejected -> assertThat(rejected.reason()).isEqualTo(RejectionReason.MALFORMED));
        }
    }
}
