package io.github.jotguard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.jotguard.dpop.DpopMode;
import io.github.jotguard.dpop.DpopRequest;
import io.github.jotguard.dpop.DpopSettings;
import io.github.jotguard.dpop.DpopVerifier;
import io.github.jotguard.dpop.ReplayStoreException;
import io.github.jotguard.jwks.RemoteJwkSet;
import io.github.jotguard.jwks.StaticJwkSet;
import io.github.jotguard.testing.TestDpopKey;
import io.github.jotguard.testing.TestIssuer;
import java.lang.reflect.UndeclaredThrowableException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An interrupt that code of the application throws without declaring it is not lost, as Kotlin and proxies can do it. */
class InterruptedCallsTest {

    private final TestIssuer issuer = TestIssuer.start();

    @AfterEach
    void stop() {
        Thread.interrupted();
        issuer.close();
    }

    @Test
    void ofARule() {
        assertRejected(trusted(keys()).rule((jwt, now) -> interrupted()), RejectionReason.CLAIM_REJECTED);
    }

    @Test
    void ofARuleBehindAProxy() {
        assertRejected(
                trusted(keys()).rule((jwt, now) -> {
                    throw new UndeclaredThrowableException(new InterruptedException());
                }),
                RejectionReason.CLAIM_REJECTED);
    }

    @Test
    void ofARevocationCheck() {
        assertRejected(trusted(keys()).revokedWhen(jwt -> interrupted()), RejectionReason.REVOKED);
    }

    @Test
    void ofAProof() {
        String token = issuer.token(t -> t.claim("cnf", Map.of("jkt", "thumbprint")));
        JwtVerifier verifier = JwtVerifier.trusting(trusted(keys()).build());

        assertThat(catchThrowable(() -> verifier.verify(token, (method, thumbprint) -> interrupted())))
                .isInstanceOf(JwtRejectedException.class);
        assertInterrupted();
    }

    @ParameterizedTest
    @EnumSource(names = {"FIND", "FIND_CACHED", "FIND_NEWER"})
    void ofASearchForKeys(Call call) {
        JwtVerifier verifier = JwtVerifier.trusting(trusted(new Keys(call)).build());

        assertThat(catchThrowable(() -> verifier.verify(issuer.token()))).isInstanceOf(KeysUnavailableException.class);
        assertInterrupted();
    }

    @ParameterizedTest
    @EnumSource(names = {"STATUS", "DESCRIBE_MISSING"})
    void ofAKeySourceThatExplains(Call call) {
        JwtVerifier verifier = JwtVerifier.trusting(trusted(new Keys(call)).build());

        assertThat(verifier.explain(issuer.token()).reason()).contains(RejectionReason.UNKNOWN_KEY);
        assertInterrupted();
    }

    @ParameterizedTest
    @EnumSource(names = {"STATUS", "PRELOAD"})
    void ofAPreload(Call call) {
        JwtVerifier verifier = JwtVerifier.trusting(trusted(new Keys(call)).build());

        assertThatNoException().isThrownBy(verifier::preload);
        assertInterrupted();
    }

    @Test
    void ofAKeySourceThatIsClosed() {
        JwtVerifier verifier =
                JwtVerifier.trusting(trusted(new Keys(Call.RELEASE)).build());

        assertThatNoException().isThrownBy(verifier::close);
        assertInterrupted();
    }

    @Test
    void ofACallThatAsksWhetherACallMayBlock() {
        assertThatNoException()
                .isThrownBy(() ->
                        JwtVerifier.trusting(trusted(new Keys(Call.MAY_BLOCK)).build()));
        assertInterrupted();
    }

    @Test
    void ofAListener() {
        JwtVerifier verifier = JwtVerifier.builder()
                .trust(trusted(keys()).build())
                .listener(new VerificationListener() {
                    @Override
                    public void accepted(VerifiedJwt jwt) {
                        interrupted();
                    }
                })
                .build();

        assertThatCode(() -> verifier.verify(issuer.token())).doesNotThrowAnyException();
        assertInterrupted();
    }

    @Test
    void ofAReplayStore() {
        TestDpopKey key = TestDpopKey.generate("EdDSA");
        String token = issuer.token(t -> t.boundTo(key));
        DpopVerifier proofs = new DpopVerifier(DpopSettings.builder(DpopMode.REQUIRE)
                .replayStore((id, until) -> interrupted())
                .build());
        DpopRequest request = new DpopRequest(
                token, List.of(key.proof("GET", "https://api.example.com/", token)), "GET", "https://api.example.com/");

        assertThat(catchThrowable(
                        () -> proofs.verify(JwtVerifier.trusting(trusted(keys()).build()), request)))
                .isInstanceOf(ReplayStoreException.class);
        assertInterrupted();
    }

    @Test
    void ofAClockWithoutWaiting() {
        AtomicBoolean isBroken = new AtomicBoolean();
        JwtVerifier verifier = JwtVerifier.builder()
                .trust(trusted(keys()).build())
                .clock(new InterruptedClock(isBroken))
                .build();
        String token = issuer.token();
        verifier.verify(token);
        isBroken.set(true);

        assertThat(verifier.tryVerify(token, ProofOfPossession.NONE)).isEmpty();
        assertInterrupted();
    }

    @Test
    void ofAClockOfKeys() {
        AtomicBoolean isBroken = new AtomicBoolean(true);
        RemoteJwkSet keys = RemoteJwkSet.builder(issuer.jwksUri())
                .clock(new InterruptedClock(isBroken))
                .build();

        assertThatNoException().isThrownBy(keys::status);
        assertInterrupted();
        keys.close();
    }

    private void assertRejected(TrustedIssuer.Builder trusted, RejectionReason reason) {
        JwtVerifier verifier = JwtVerifier.trusting(trusted.build());

        assertThat(catchThrowable(() -> verifier.verify(issuer.token())))
                .isInstanceOfSatisfying(JwtRejectedException.class, rejected -> assertThat(rejected.reason())
                        .isEqualTo(reason));
        assertInterrupted();
    }

    private static void assertInterrupted() {
        assertThat(Thread.interrupted()).isTrue();
    }

    private static boolean interrupted() {
        throw InterruptedCallsTest.<RuntimeException>sneaky(new InterruptedException());
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T sneaky(Throwable failure) throws T {
        throw (T) failure;
    }

    private TrustedIssuer.Builder trusted(VerificationKeys keys) {
        return TrustedIssuer.builder(issuer.issuer(), keys).audience(issuer.audience());
    }

    private StaticJwkSet keys() {
        return StaticJwkSet.ofJson(issuer.jwkSetJson());
    }

    /** The calls of a key source. */
    enum Call {
        FIND,
        FIND_CACHED,
        FIND_NEWER,
        STATUS,
        DESCRIBE_MISSING,
        PRELOAD,
        RELEASE,
        MAY_BLOCK
    }

    /** A source without keys; if a newer one is asked for, one that did not sign. */
    private record Keys(Call failing) implements VerificationKeys {

        private <T> T answer(Call call, T answer) {
            if (call == failing) {
                interrupted();
            }
            return answer;
        }

        @Override
        public List<VerificationKey> find(JwsHeader header) {
            return answer(Call.FIND, List.of());
        }

        @Override
        public List<VerificationKey> findCached(JwsHeader header) {
            return failing == Call.FIND_NEWER ? anotherKey(header) : answer(Call.FIND_CACHED, List.of());
        }

        private static List<VerificationKey> anotherKey(JwsHeader header) {
            try (TestIssuer another = TestIssuer.start()) {
                String json = another.jwkSetJson();
                String kid = header.keyId().orElseThrow();
                return StaticJwkSet.ofJson(json.replaceAll("\"kid\":\"[^\"]*\"", "\"kid\":\"" + kid + "\""))
                        .find(header);
            }
        }

        @Override
        public List<VerificationKey> findNewer(JwsHeader header) {
            return answer(Call.FIND_NEWER, List.of());
        }

        @Override
        public KeysStatus status() {
            return answer(Call.STATUS, KeysStatus.fixed("fixed", List.of()));
        }

        @Override
        public Optional<String> describeMissing(JwsHeader header) {
            return answer(Call.DESCRIBE_MISSING, Optional.empty());
        }

        @Override
        public void preload() {
            answer(Call.PRELOAD, "");
        }

        @Override
        public void release(KeysListener listener) {
            answer(Call.RELEASE, "");
        }

        @Override
        public boolean mayBlock() {
            return answer(Call.MAY_BLOCK, true);
        }
    }

    private static final class InterruptedClock extends Clock {

        private final AtomicBoolean isBroken;

        InterruptedClock(AtomicBoolean isBroken) {
            this.isBroken = isBroken;
        }

        @Override
        public Instant instant() {
            return isBroken.get()
                    ? Instant.ofEpochSecond(interrupted() ? 1 : 0)
                    : Clock.systemUTC().instant();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
