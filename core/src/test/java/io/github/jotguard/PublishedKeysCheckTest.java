package io.github.jotguard;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.read.ListAppender;
import io.github.jotguard.jwks.RemoteJwkSet;
import io.github.jotguard.testing.TestIssuer;
import io.github.jotguard.testing.TestKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** After the first successful fetch, one line says where the allowed algorithms and the published keys disagree. */
class PublishedKeysCheckTest {

    private static final Set<JwsAlgorithm> DEFAULTS =
            Set.of(JwsAlgorithm.EdDSA, JwsAlgorithm.ES256, JwsAlgorithm.RS256);
    private static final String SOURCE = "https://id.example.com/jwks";

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.github.jotguard.verification");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final List<String> events = new ArrayList<>();
    private final KeysListener next = new KeysListener() {
        @Override
        public void keysRefreshed(KeysStatus status) {
            events.add("refreshed");
        }

        @Override
        public void keysRefreshFailed(KeysStatus status) {
            events.add("failed");
        }
    };

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

    private List<String> warnings() {
        assertThat(lines.list).allMatch(line -> line.getLevel() == Level.WARN);
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private static KeysStatus published(JwsAlgorithm... algorithms) {
        return KeysStatus.fixed(SOURCE, List.of("k1"), Set.of(algorithms));
    }

    private List<String> warningsOf(Set<JwsAlgorithm> allowed, KeysStatus status) {
        new PublishedKeysCheck(Map.of("main", allowed), next).keysRefreshed(status);
        return warnings();
    }

    @Test
    void warnsOfAnEntryThatRejectsEveryToken() {
        assertThat(warningsOf(DEFAULTS, published(JwsAlgorithm.PS256, JwsAlgorithm.ES384)))
                .containsExactly("The keys of " + SOURCE + " are for [ES384, PS256], but main allows [EdDSA, ES256,"
                        + " RS256] only, so every token is rejected. Set the algorithms of this entry to those of its"
                        + " tokens.");
    }

    @Test
    void warnsOfASetWithoutUsableKeys() {
        assertThat(warningsOf(DEFAULTS, published()))
                .containsExactly(SOURCE + " has no usable key, so every token of main is rejected.");
    }

    @Test
    void warnsOfAChosenAlgorithmWithoutAKey() {
        assertThat(warningsOf(
                        Set.of(JwsAlgorithm.RS256, JwsAlgorithm.ES256, JwsAlgorithm.ES384),
                        published(JwsAlgorithm.RS256, JwsAlgorithm.RS512)))
                .containsExactly("The keys of " + SOURCE
                        + " are for [RS256, RS512]. main also allows [ES256, ES384], for which no key is published.");
    }

    @Test
    void isSilentWhereTheyAgree() {
        assertThat(warningsOf(Set.of(JwsAlgorithm.RS256), published(JwsAlgorithm.RS256, JwsAlgorithm.ES256)))
                .isEmpty();
    }

    @Test
    void isSilentAboutDefaultsWithoutAKey() {
        assertThat(warningsOf(DEFAULTS, published(JwsAlgorithm.RS256))).isEmpty();
    }

    @Test
    void warnsOnceForEachEntryAfterTheFirstSuccess() {
        PublishedKeysCheck check = new PublishedKeysCheck(Map.of("a", DEFAULTS, "b", Set.of(JwsAlgorithm.ES512)), next);

        check.keysRefreshFailed(published());
        assertThat(warnings()).isEmpty();
        check.keysRefreshed(published(JwsAlgorithm.PS256));
        check.keysRefreshed(published(JwsAlgorithm.PS384));

        assertThat(warnings())
                .hasSize(2)
                .anyMatch(line -> line.contains(" a allows "))
                .anyMatch(line -> line.contains(" b allows "));
        assertThat(events).containsExactly("failed", "refreshed", "refreshed");
    }

    @Test
    void passesTheEventOnIfTheLogFails() {
        AppenderBase<ILoggingEvent> broken = new AppenderBase<>() {
            @Override
            public void doAppend(ILoggingEvent event) {
                throw new IllegalStateException("broken log");
            }

            @Override
            protected void append(ILoggingEvent event) {
                throw new IllegalStateException("broken log");
            }
        };
        broken.start();
        logger.addAppender(broken);
        try {
            new PublishedKeysCheck(Map.of("main", DEFAULTS), next).keysRefreshed(published());
        } finally {
            logger.detachAppender(broken);
        }

        assertThat(events).containsExactly("refreshed");
    }

    @Test
    void warnsOfARemoteSetOverHttp() throws InterruptedException {
        CountDownLatch refreshed = new CountDownLatch(1);
        VerificationListener listener = new VerificationListener() {
            @Override
            public void keysRefreshed(KeysStatus status) {
                refreshed.countDown();
            }
        };
        try (TestIssuer issuer =
                        TestIssuer.builder().key(TestKey.generate("ES384")).start();
                JwtVerifier verifier = JwtVerifier.builder()
                        .listener(listener)
                        .trust(TrustedIssuer.builder(issuer.issuer(), RemoteJwkSet.at(issuer.jwksUri()))
                                .audience(issuer.audience())
                                .build())
                        .build()) {
            verifier.preload();
            assertThat(refreshed.await(30, TimeUnit.SECONDS)).isTrue();

            assertThat(warnings()).singleElement().asString().contains("are for [ES384]", "every token is rejected");
            assertThat(Optional.ofNullable(verifier.status().issuers().get(issuer.issuer())))
                    .hasValueSatisfying(keys -> assertThat(keys.algorithms()).containsExactly(JwsAlgorithm.ES384));
        }
    }
}
