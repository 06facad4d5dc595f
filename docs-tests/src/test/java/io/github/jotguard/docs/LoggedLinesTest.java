package io.github.jotguard.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.jotguard.JwtRejectedException;
import io.github.jotguard.JwtVerifier;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.jwks.RemoteJwkSet;
import io.github.jotguard.testing.TestIssuer;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A line of the log that a page quotes is one that the code writes. */
class LoggedLinesTest {

    @Test
    void quotesTheWarningOfAFirstRejection() {
        Logger logger = (Logger) LoggerFactory.getLogger(JwtVerifier.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        try (TestIssuer issuer = TestIssuer.start();
                JwtVerifier verifier = JwtVerifier.trusting(
                        TrustedIssuer.builder("https://id.example.com", RemoteJwkSet.at(issuer.jwksUri()))
                                .audience(issuer.audience())
                                .build())) {
            String token = issuer.token(t -> t.issuer("http://localhost:3000"));

            assertThatExceptionOfType(JwtRejectedException.class).isThrownBy(() -> verifier.verify(token));
        } finally {
            logger.detachAppender(lines);
        }

        assertThat(lines.list).hasSize(1);
        assertThat(Documents.text("docs/operations.md"))
                .contains("\n" + lines.list.get(0).getFormattedMessage() + "\n");
    }
}
