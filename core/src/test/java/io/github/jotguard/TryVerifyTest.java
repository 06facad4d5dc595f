package io.github.jotguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.jwks.StaticJwkSet;
import io.github.jotguard.testing.MutableClock;
import io.github.jotguard.testing.TestIssuer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without waiting, a token is accepted if it was accepted before and still passes every check. */
class TryVerifyTest {

    private final TestIssuer issuer = TestIssuer.start();
    private final MutableClock clock = MutableClock.at(Instant.now());

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void acceptsATokenThatWasAcceptedBefore() {
        JwtVerifier verifier = verifier(UnaryOperator.identity());
        String token = token();

        assertThat(cached(verifier, token)).isNull();
        VerifiedJwt first = verifier.verify(token);

        assertThat(cached(verifier, token)).isSameAs(first);
        assertThat(cached(verifier, issuer.token(t -> t.subject("another")))).isNull();
        assertThat(verifier.status().tokenCache()).isEqualTo(new VerifierStatus.TokenCache(1, 1, 1));
    }

    @Test
    void acceptsNoTokenWithoutACache() {
        JwtVerifier verifier = JwtVerifier.builder()
                .trust(trusted().build())
                .verifiedTokenCache(0)
                .build();
        String token = token();
        verifier.verify(token);

        assertThat(cached(verifier, token)).isNull();
    }

    @Test
    void leavesTheRejectionOfACachedTokenToTheOtherMethod() {
        JwtVerifier verifier = verifier(UnaryOperator.identity());
        String token = token();
        verifier.verify(token);

        clock.advance(Duration.ofHours(2));

        assertThat(cached(verifier, token)).isNull();
    }

    @Test
    void acceptsNoTokenWhoseKeyIsNoLongerPublished() {
        AtomicReference<VerificationKeys> published = new AtomicReference<>(keys());
        VerificationKeys changing = nonBlockingKeys(published::get);
        JwtVerifier verifier = JwtVerifier.builder()
                .trust(TrustedIssuer.builder(issuer.issuer(), changing)
                        .audience(issuer.audience())
                        .build())
                .build();
        String token = token();
        verifier.verify(token);
        assertThat(cached(verifier, token)).isNotNull();

        published.set(header -> List.of());
        assertThat(cached(verifier, token)).isNull();

        published.set(header -> {
            throw new IllegalStateException("as asked");
        });
        assertThat(cached(verifier, token)).isNull();
    }

    @Test
    void asksForTheProofOfABoundToken() {
        JwtVerifier verifier = verifier(UnaryOperator.identity());
        String token = issuer.token(t -> t.claim("cnf", Map.of("jkt", "thumbprint")));
        ProofOfPossession proof = (method, thumbprint) -> thumbprint.equals("thumbprint");
        verifier.verify(token, proof);

        assertThat(verifier.tryVerify(token, proof)).isPresent();
        assertThat(verifier.tryVerify(token, ProofOfPossession.NONE)).isEmpty();
        assertThat(verifier.tryVerify(token, (method, thumbprint) -> {
                    throw new IllegalStateException("as asked");
                }))
                .isEmpty();
    }

    // code of the application

    @Test
    void acceptsNoTokenThatARevocationCheckMayBlock() {
        assertUndecided(verifier(settings -> settings.revokedWhen(jwt -> false)));
    }

    @Test
    void acceptsNoTokenThatARuleMayBlock() {
        assertUndecided(verifier(settings -> settings.rule((jwt, now) -> true)));
        assertUndecided(
                verifier(settings -> settings.rule(ClaimRule.allOf(ClaimRule.hasScopes("read"), (jwt, now) -> true))));
    }

    @Test
    void runsTheRulesThatDoNotBlock() {
        Instant end = clock.instant().plusSeconds(10);
        JwtVerifier verifier = verifier(settings -> settings.rule(
                        ClaimRule.nonBlocking((jwt, now) -> now.isBefore(end)))
                .rule(ClaimRule.claimEquals("scope", "read"))
                .rule(ClaimRule.claimIn("scope", "read", "write"))
                .rule(ClaimRule.claimMatches("scope", "read"))
                .rule(ClaimRule.claimEquals("level", 3))
                .rule(ClaimRule.allOf(ClaimRule.hasScopes("read"), ClaimRule.maxTokenAge(Duration.ofHours(1)))));
        String token = token();
        verifier.verify(token);

        assertThat(cached(verifier, token)).isNotNull();
        clock.advance(Duration.ofSeconds(11));
        assertThat(cached(verifier, token)).isNull();
    }

    @Test
    void decidesAboutNoTokenThatAListenerMayBlock() {
        assertUndecided(JwtVerifier.builder()
                .trust(trusted().build())
                .listener(new VerificationListener() {})
                .build());
    }

    @Test
    void tellsListenersThatDoNotBlock() {
        List<String> told = new ArrayList<>();
        JwtVerifier verifier = JwtVerifier.builder()
                .trust(trusted().build())
                .listener(new VerificationListener() {
                    @Override
                    public boolean mayBlock() {
                        return false;
                    }

                    @Override
                    public void accepted(VerifiedJwt jwt) {
                        told.add(jwt.subject());
                    }

                    @Override
                    public void rejected(RejectionReason reason) {
                        told.add(reason.code());
                    }
                })
                .clock(clock)
                .build();
        String token = token();
        verifier.verify(token);
        assertThat(told).hasSize(1);

        assertThat(cached(verifier, token)).isNotNull();
        assertThat(told).hasSize(2);

        clock.advance(Duration.ofHours(2));
        assertThat(cached(verifier, token)).isNull();
        assertThat(told).hasSize(2);
    }

    @Test
    void acceptsNoTokenThatAKeySourceMayBlock() {
        VerificationKeys keys = keys();
        assertUndecided(JwtVerifier.trusting(TrustedIssuer.builder(issuer.issuer(), keys::find)
                .audience(issuer.audience())
                .build()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void takesCodeThatDoesNotSayForOneThatBlocks(boolean isListener) {
        VerificationListener listener = new VerificationListener() {
            @Override
            public boolean mayBlock() {
                throw new IllegalStateException("as asked");
            }
        };
        ClaimRule rule = new ClaimRule() {
            @Override
            public boolean accepts(VerifiedJwt jwt, Instant now) {
                return true;
            }

            @Override
            public boolean mayBlock() {
                throw new LinkageError("as asked");
            }
        };
        assertUndecided(
                isListener
                        ? JwtVerifier.builder()
                                .trust(trusted().build())
                                .listener(listener)
                                .build()
                        : verifier(settings -> settings.rule(rule)));
    }

    @Test
    void decidesForEachIssuerByItself() {
        TrustedIssuer revocable = TrustedIssuer.builder("https://other.example.com", keys())
                .audience(issuer.audience())
                .revokedWhen(jwt -> false)
                .build();
        JwtVerifier verifier = JwtVerifier.trusting(trusted().build(), revocable);
        String other = issuer.token(t -> t.issuer("https://other.example.com"));
        String token = token();
        verifier.verify(other);
        verifier.verify(token);

        assertThat(cached(verifier, token)).isNotNull();
        assertThat(cached(verifier, other)).isNull();
    }

    @Test
    void leavesFailuresToTheOtherMethod() {
        AtomicReference<RuntimeException> failure = new AtomicReference<>();
        Clock failing = new Clock() {
            @Override
            public ZoneId getZone() {
                return clock.getZone();
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                if (failure.get() != null) {
                    throw failure.get();
                }
                return clock.instant();
            }
        };
        JwtVerifier verifier =
                JwtVerifier.builder().trust(trusted().build()).clock(failing).build();
        String token = token();
        verifier.verify(token);
        failure.set(new IllegalStateException("as asked"));

        assertThat(cached(verifier, token)).isNull();
        assertThat(JwtVerifier.builder().trust(trusted().build()).clock(failing).build())
                .as("a verifier is built without reading the clock")
                .isNotNull();
    }

    private void assertUndecided(JwtVerifier verifier) {
        String token = token();
        verifier.verify(token);

        assertThat(cached(verifier, token)).isNull();
        assertThat(verifier.verify(token)).isNotNull();
    }

    private static VerifiedJwt cached(JwtVerifier verifier, String token) {
        return verifier.tryVerify(token, ProofOfPossession.NONE).orElse(null);
    }

    private String token() {
        return issuer.token(t -> t.scope("read").claim("level", 3));
    }

    private JwtVerifier verifier(UnaryOperator<TrustedIssuer.Builder> settings) {
        return JwtVerifier.builder()
                .trust(settings.apply(trusted()).build())
                .clock(clock)
                .build();
    }

    private TrustedIssuer.Builder trusted() {
        return TrustedIssuer.builder(issuer.issuer(), keys()).audience(issuer.audience());
    }

    private StaticJwkSet keys() {
        return StaticJwkSet.ofJson(issuer.jwkSetJson());
    }

    private static VerificationKeys nonBlockingKeys(Supplier<VerificationKeys> keys) {
        return new VerificationKeys() {
            @Override
            public List<VerificationKey> find(JwsHeader header) {
                return keys.get().find(header);
            }

            @Override
            public boolean mayBlock() {
                return false;
            }
        };
    }
}
