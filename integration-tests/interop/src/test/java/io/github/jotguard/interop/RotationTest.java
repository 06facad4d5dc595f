package io.github.jotguard.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.dpop.DpopMode;
import io.github.jotguard.dpop.DpopSettings;
import io.github.jotguard.dpop.DpopVerifier;
import io.github.jotguard.interop.BetterAuth.Session;
import io.github.jotguard.jwks.RemoteJwkSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Keys that change while applications run which have fetched them. */
class RotationTest {

    private static final List<Function<Settings, Application>> APPLICATIONS = List.of(
            Verifier::of,
            settings -> SpringApplicationUnderTest.start(settings, null),
            settings -> ServletApplication.start(settings, null));

    /** The verifier, which is asked once: its verdict may change between two questions here. */
    private record Verifier(JwtVerifier verifier) implements Application {

        private static final DpopVerifier NO_PROOFS = new DpopVerifier(DpopSettings.of(DpopMode.REJECT));

        static Application of(Settings settings) {
            return new Verifier(settings.verifier());
        }

        @Override
        public String verdict(Credential credential) {
            return new CoreApplication(verifier, NO_PROOFS).verdictOnce(credential);
        }

        @Override
        public void close() {
            verifier.close();
        }
    }

    /** A new key has a new {@code kid}, for which the keys are fetched again, within the cooldown of 5 seconds. */
    @Test
    void acceptsTokensOfANewKeyOfBetterAuth() {
        try (BetterAuth server = BetterAuth.start()) {
            Session user = server.signUp();
            String before = server.jwt(user);
            List<Application> applications = APPLICATIONS.stream()
                    .map(starter -> starter.apply(BetterAuthSettings.jwt(server)))
                    .toList();
            try {
                assertThat(applications).allMatch(each -> each.verdict(before).equals(Row.ACCEPTED));
                server.rotateKeys();
                String after = server.jwt(user);

                assertThat(applications).allMatch(each -> isAccepted(each, after));
                assertThat(applications).allMatch(each -> each.verdict(before).equals(Row.ACCEPTED));
            } finally {
                applications.forEach(Application::close);
            }
        }
    }

    private static boolean isAccepted(Application application, String token) {
        Instant giveUp = Instant.now().plus(Duration.ofSeconds(15));
        String verdict = application.verdict(token);
        while (!verdict.equals(Row.ACCEPTED) && Instant.now().isBefore(giveUp)) {
            assertThat(verdict).isEqualTo("unknown_key");
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            verdict = application.verdict(token);
        }
        return verdict.equals(Row.ACCEPTED);
    }

    /** Another key with the same {@code kid} makes a token a forgery until the keys are fetched again. */
    @Test
    @Tag("full")
    void rejectsTokensOfAnotherKeyWithTheSameId() {
        String settings =
                "{\"httpServer\": \"NettyWrapper\", \"tokenProvider\": {\"keyProvider\": {\"algorithm\": \"RS256\"}}}";
        try (MockOAuth2Server server = MockOAuth2Server.start(settings)) {
            try (Application application = Verifier.of(plain(server))) {
                assertThat(application.verdict(token(server))).isEqualTo(Row.ACCEPTED);
                server.restart();

                assertThat(application.verdict(token(server))).isEqualTo("bad_signature");
            }
            try (Application restarted = Verifier.of(plain(server))) {
                assertThat(restarted.verdict(token(server))).isEqualTo(Row.ACCEPTED);
            }
        }
    }

    private static String token(MockOAuth2Server server) {
        return server.clientCredentials(server.issuer(), "cases-api").access();
    }

    private static Settings plain(MockOAuth2Server server) {
        return new Settings(
                () -> TrustedIssuer.builder(server.issuer(), RemoteJwkSet.at(server.jwksUri()))
                        .audience("cases-api"),
                Map.of(),
                Map.of());
    }
}
