package io.github.jotguard.dpop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.jotguard.JwtVerifier;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.jwks.StaticJwkSet;
import io.github.jotguard.testing.TestDpopKey;
import io.github.jotguard.testing.TestIssuer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The log names a proof for another origin once, a store that fails each time, and nothing of a request. */
class DpopLogTest {

    private static final String URI = "https://api.example.com/cases";

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.github.jotguard.verification");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final TestIssuer issuer = TestIssuer.start();
    private final JwtVerifier tokens =
            JwtVerifier.trusting(TrustedIssuer.builder(issuer.issuer(), StaticJwkSet.ofJson(issuer.jwkSetJson()))
                    .audience(issuer.audience())
                    .build());
    private final TestDpopKey key = TestDpopKey.generate();
    private final String token = issuer.token(t -> t.boundTo(key));

    @BeforeEach
    void listen() {
        logger.setLevel(Level.DEBUG);
        logger.setAdditive(false);
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
        logger.setAdditive(true);
        logger.setLevel(null);
        tokens.close();
        issuer.close();
    }

    private void reject(DpopVerifier verifier, String uri, Class<?> exception) {
        String proof = key.proof("GET", uri, token);
        assertThatThrownBy(() -> verifier.verify(tokens, new DpopRequest(token, List.of(proof), "GET", URI)))
                .isInstanceOf(exception);
        assertThat(lines.list)
                .noneMatch(line -> line.getFormattedMessage().contains(token)
                        || line.getFormattedMessage().contains(proof));
    }

    private List<String> linesAt(Level level) {
        return lines.list.stream()
                .filter(line -> line.getLevel() == level)
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.contains("DPoP") || line.contains("replay store"))
                .toList();
    }

    @Test
    void warnsOnceOfProofsForAnotherOrigin() {
        DpopVerifier verifier = new DpopVerifier(DpopSettings.of(DpopMode.ACCEPT));

        reject(verifier, "https://internal.example.com/cases", DpopRejectedException.class);
        reject(verifier, "https://internal.example.com/cases", DpopRejectedException.class);

        assertThat(linesAt(Level.WARN))
                .containsExactly("A DPoP proof is rejected: htu has another origin than the request, which is for"
                        + " https://api.example.com. Behind a proxy, set the public origin");
        assertThat(linesAt(Level.DEBUG)).hasSize(1);
    }

    @Test
    void neverWarnsOfTheFaultOfAClient() {
        reject(
                new DpopVerifier(DpopSettings.of(DpopMode.ACCEPT)),
                "https://api.example.com/other",
                DpopRejectedException.class);

        assertThat(linesAt(Level.WARN)).isEmpty();
        assertThat(linesAt(Level.DEBUG))
                .containsExactly("A DPoP proof is rejected: htu has another path than the request");
    }

    @Test
    void warnsOfAStoreThatFails() {
        DpopVerifier down = new DpopVerifier(DpopSettings.builder(DpopMode.ACCEPT)
                .replayStore((id, until) -> {
                    throw new IllegalStateException("secret of the store");
                })
                .build());

        reject(down, URI, ReplayStoreException.class);

        assertThat(linesAt(Level.WARN))
                .containsExactly("The replay store failed, so the request is answered with 503:"
                        + " java.lang.IllegalStateException");
    }
}
