package io.github.jotguard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.github.jotguard.jwks.StaticJwkSet;
import io.github.jotguard.signature.FragileProvider;
import io.github.jotguard.signature.PublicKeyVerifier;
import io.github.jotguard.signature.SignatureScheme;
import io.github.jotguard.testing.CompactJws;
import io.github.jotguard.testing.TestKey;
import java.security.ProviderException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A log that throws an error at every line changes no verdict and keeps nothing from being done. */
class BrokenLogTest {

    private static final TestKey KEY = TestKey.generate("EdDSA");

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.github.jotguard");
    private final AtomicInteger lines = new AtomicInteger();
    private final AppenderBase<ILoggingEvent> broken = new AppenderBase<>() {
        @Override
        public void doAppend(ILoggingEvent event) {
            lines.incrementAndGet();
            throw new LinkageError("of the log");
        }

        @Override
        protected void append(ILoggingEvent event) {}
    };

    @BeforeEach
    void breakLog() {
        logger.setLevel(Level.DEBUG);
        logger.setAdditive(false);
        broken.start();
        logger.addAppender(broken);
    }

    @AfterEach
    void mendLog() {
        logger.detachAppender(broken);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    private static TrustedIssuer issuer(VerificationKeys keys) {
        return TrustedIssuer.builder("issuer", keys).withoutAudienceCheck().build();
    }

    private static CompactJws token(String claims) {
        return CompactJws.of("{\"alg\":\"EdDSA\",\"kid\":\"" + KEY.keyId() + "\"}", claims)
                .signedWith(KEY);
    }

    private static StaticJwkSet keys() {
        return StaticJwkSet.ofJson(
                "{\"keys\":[{\"kty\":\"?\"},{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AA\"}," + KEY.jwk() + "]}");
    }

    @Test
    void letsTheJdkVerifyForAnEngineThatFails() {
        FragileProvider provider = new FragileProvider();
        JwtVerifier verifier = JwtVerifier.builder()
                .trust(issuer(keys()))
                .signatureEngine(SignatureEngine.of(provider))
                .build();
        provider.breakWith(new ProviderException("out of order"));

        assertThat(verifier.verify(token("{\"iss\":\"issuer\",\"sub\":\"u1\",\"exp\":9999999999}")
                                .toString())
                        .subject())
                .isEqualTo("u1");
        assertThat(lines).hasPositiveValue();
    }

    @Test
    void letsTheJdkTakeAKeyThatAnEngineDoesNot() throws Exception {
        SignatureScheme picky = Objects.requireNonNull(
                SignatureScheme.of(JwsAlgorithm.EdDSA, SignatureEngineTest.providerThatTakesNoKey()));
        byte[] text = {1, 2, 3};

        assertThat(PublicKeyVerifier.of(picky, KEY.publicKey()).accepts(text, text.length, KEY.sign(text)))
                .isTrue();
        assertThat(lines).hasPositiveValue();
    }

    @Test
    void rejectsATokenWhoseProofFails() {
        JwtVerifier verifier = JwtVerifier.builder().trust(issuer(keys())).build();
        String bound = token(
                        "{\"iss\":\"issuer\",\"sub\":\"u1\",\"exp\":9999999999,\"cnf\":{\"jkt\":\"0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I\"}}")
                .toString();
        int before = lines.get();

        assertThatExceptionOfType(JwtRejectedException.class)
                .isThrownBy(() -> verifier.verify(bound, (method, thumbprint) -> {
                    throw new IllegalStateException("of the proof");
                }))
                .returns(RejectionReason.SENDER_CONSTRAINED, JwtRejectedException::reason);
        assertThat(lines.get()).isGreaterThan(before);
    }

    @Test
    void endsTheUseOfEveryKeySourceIfOneFails() {
        AtomicInteger closed = new AtomicInteger();
        VerificationKeys first = new Closing(closed);
        VerificationKeys second = new Closing(closed);
        JwtVerifier verifier = JwtVerifier.builder()
                .trust(issuer(first))
                .trust(TrustedIssuer.builder("other", second)
                        .withoutAudienceCheck()
                        .build())
                .build();

        verifier.close();

        assertThat(closed).hasValue(2);
        assertThat(lines).hasValue(2);
    }

    private record Closing(AtomicInteger closed) implements VerificationKeys {

        @Override
        public List<VerificationKey> find(JwsHeader header) {
            return List.of();
        }

        @Override
        public void close() {
            closed.incrementAndGet();
            throw new IllegalStateException("of the key source");
        }
    }

    @Test
    void takesASecretWithALineBreak() {
        assertThat(SharedSecret.ofUtf8("correct horse battery staple, and more\n"))
                .isNotNull();
        assertThat(lines).hasValue(1);
    }
}
