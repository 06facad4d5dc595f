package io.github.jotguard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.github.jotguard.testing.CompactJws;
import io.github.jotguard.testing.MutableClock;
import io.github.jotguard.testing.TestKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The invariants of design.md: what is judged before what, and what never depends on the state of a cache. */
class VerificationOrderTest {

    private static final Forge FORGE = Forge.of("EdDSA");
    private static final TestKey STRANGER = TestKey.generate("EdDSA");

    private static JwtVerifier verifier(TrustedIssuer issuer) {
        return JwtVerifier.builder().trust(issuer).clock(Forge.CLOCK).build();
    }

    private static TrustedIssuer.Builder trusting(VerificationKeys keys) {
        return TrustedIssuer.builder(Forge.ISSUER, keys).audience(Forge.AUDIENCE);
    }

    @ParameterizedTest
    @CsvSource({"exp, 1", "exp, null", "nbf, 9999999999", "iat, 9999999999", "aud, '\"x\"'", "aud, null", "sub, null"})
    void saysNothingOfAClaimOfATokenThatIsNotAuthentic(String claim, String json) {
        TrustedIssuer issuer = FORGE.issuer().requireClaims("sub").build();
        String forged = CompactJws.of(FORGE.header(), Forge.claims(claim, json))
                .signedWith(STRANGER)
                .toString();

        assertThat(Trust.verdict(verifier(issuer), forged)).isEqualTo("bad_signature");
    }

    @ParameterizedTest
    @CsvSource({
        "exp, 1, expired",
        "exp, null, missing_claim",
        "nbf, 9999999999, not_yet_valid",
        "iat, 9999999999, issued_in_future",
        "aud, '\"x\"', wrong_audience",
        "iss, '\"x\"', wrong_issuer",
        "sub, null, missing_claim",
        "sub, 1, malformed",
    })
    void asksNoIssuerAboutATokenThatIsHopeless(String claim, String json, String verdict) {
        AtomicInteger searches = new AtomicInteger();
        TrustedIssuer issuer = trusting(KeysNotAtHand.counting(FORGE.keys(), searches))
                .requireClaims("sub")
                .build();

        assertThat(Trust.verdict(verifier(issuer), FORGE.withClaims(claim, json)))
                .isEqualTo(verdict);
        assertThat(searches).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({"alg, '\"HS256\"'", "alg, '\"none\"'", "typ, '\"x\"'", "crit, []", "kid, 1", "b64, false"})
    void asksNoIssuerAboutAHeaderThatIsHopeless(String member, String json) {
        AtomicInteger searches = new AtomicInteger();
        TrustedIssuer issuer =
                trusting(KeysNotAtHand.counting(FORGE.keys(), searches)).build();

        Trust.verdict(verifier(issuer), FORGE.withHeader(member, json));
        Trust.verdict(
                verifier(issuer),
                CompactJws.parse(FORGE.token()).signature(new byte[63]).toString());

        assertThat(searches).hasValue(0);
    }

    @Test
    void readsNoFurtherThanAnAlgorithmThatNoIssuerMayUse() {
        JwtVerifier verifier = ofTwoIssuers();

        assertThat(verdictOnHeader(verifier, "ES256", "no base64url!")).isEqualTo("algorithm_not_allowed");
        assertThat(verdictOnHeader(verifier, "none", "e30")).isEqualTo("algorithm_not_allowed");
        assertThat(verdictOnHeader(verifier, "ES384", "no base64url!")).isEqualTo("malformed");
        assertThat(verdictOnHeader(verifier, "ES384", "e30")).isEqualTo("wrong_issuer");
        assertThat(Trust.verdict(verifier, FORGE.withHeader("alg", "\"ES384\"")))
                .isEqualTo("algorithm_not_allowed");
        assertThat(Trust.verdict(verifier, FORGE.token())).isEqualTo(Trust.ACCEPTED);
    }

    @Test
    void explainsAnAlgorithmOfAnotherIssuer() {
        JwtVerifier verifier = ofTwoIssuers();

        Explanation ofAnother = verifier.explain(FORGE.withHeader("alg", "\"ES384\""));
        Explanation ofNobody = verifier.explain(FORGE.withClaims("iss", "\"https://three.example.com\""));

        assertThat(ofAnother.reason()).contains(RejectionReason.ALGORITHM_NOT_ALLOWED);
        assertThat(ofAnother.checks())
                .contains(new Explanation.Check("alg", Explanation.Outcome.FAIL, "[EdDSA]", "ES384"))
                .filteredOn(check -> check.name().equals("iss"))
                .extracting(Explanation.Check::outcome)
                .containsExactly(Explanation.Outcome.PASS);
        assertThat(ofNobody.reason()).contains(RejectionReason.WRONG_ISSUER);
        assertThat(ofNobody.checks())
                .filteredOn(check -> check.name().equals("alg"))
                .singleElement()
                .satisfies(check -> {
                    assertThat(check.outcome()).isEqualTo(Explanation.Outcome.PASS);
                    assertThat(check.expected()).contains("EdDSA").contains("ES384");
                    assertThat(check.actual()).isEqualTo("EdDSA");
                });
    }

    /** One for EdDSA and one for ES384. */
    private static JwtVerifier ofTwoIssuers() {
        return JwtVerifier.builder()
                .trust(FORGE.issuer().build())
                .trust(TrustedIssuer.builder(
                                "https://two.example.com", Forge.of("ES384").keys())
                        .algorithms(JwsAlgorithm.ES384)
                        .audience(Forge.AUDIENCE)
                        .build())
                .clock(Forge.CLOCK)
                .build();
    }

    private static String verdictOnHeader(JwtVerifier verifier, String alg, String payload) {
        String header = FORGE.withHeader("alg", Forge.quoted(alg)).split("\\.", -1)[0];
        String token = header + "." + payload + ".AAAA";
        String verdict = Trust.verdict(verifier, token);
        assertThat(verifier.explain(token).reason().map(RejectionReason::code)).contains(verdict);
        return verdict;
    }

    @Test
    void takesAKeySourceThatFailsForKeysThatCannotBeHad() {
        List<VerificationKeys> broken = List.of(
                header -> {
                    throw new IllegalStateException("broken");
                },
                header -> {
                    throw new StackOverflowError("on purpose");
                },
                header -> {
                    throw VerificationOrderTest.<RuntimeException>unchecked(new java.io.IOException("on purpose"));
                },
                header -> null,
                header -> Arrays.asList((VerificationKey) null),
                header -> {
                    throw new KeysUnavailableException("down", Duration.ofSeconds(7), null);
                });

        for (VerificationKeys keys : broken) {
            assertThatExceptionOfType(KeysUnavailableException.class)
                    .isThrownBy(() -> verifier(trusting(keys).build()).verify(FORGE.token()));
        }
    }

    /** As languages without checked exceptions throw them. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T unchecked(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    void judgesATokenWhateverBecomesOfTheStatusOfItsKeys() {
        VerificationKeys keys = new VerificationKeys() {
            @Override
            public List<VerificationKey> find(JwsHeader header) {
                return header.keyId().isPresent() ? FORGE.keys().find(header) : List.of();
            }

            @Override
            public KeysStatus status() {
                throw new IllegalStateException("on purpose");
            }

            @Override
            public void preload() {
                throw new IllegalStateException("on purpose");
            }

            @Override
            public void close() {
                throw new IllegalStateException("on purpose");
            }
        };
        JwtVerifier verifier = verifier(trusting(keys).build());

        assertThat(verifier.explain(FORGE.token()).isAccepted()).isTrue();
        assertThat(verifier.explain(FORGE.withHeader("kid", null)).reason()).contains(RejectionReason.UNKNOWN_KEY);
        assertThatNoException().isThrownBy(verifier::preload);
        assertThatNoException().isThrownBy(verifier::close);
    }

    @Test
    void doesNotUseAKeyForAnAlgorithmItIsNotFor() {
        Forge rsa = Forge.of("RS256");
        VerificationKeys careless = header -> rsa.keys()
                .find(new JwsHeader(JwsAlgorithm.RS256, java.util.Optional.empty(), java.util.Optional.empty()));
        TrustedIssuer issuer = trusting(careless)
                .algorithms(JwsAlgorithm.PS256, JwsAlgorithm.RS256)
                .build();

        assertThat(Trust.verdict(verifier(issuer), rsa.token())).isEqualTo(Trust.ACCEPTED);
        assertThat(Trust.verdict(
                        verifier(issuer),
                        Forge.with(rsa.key().withAlgorithm("PS256")).token()))
                .isEqualTo("unknown_key");
    }

    @Test
    void judgesTheTimeOfATokenItKnows() {
        MutableClock clock = MutableClock.at(Forge.NOW);
        JwtVerifier verifier =
                JwtVerifier.builder().trust(FORGE.issuer().build()).clock(clock).build();
        String token = FORGE.withClaims("nbf", "" + (Forge.NOW.getEpochSecond() + 60));

        assertThat(Trust.verdict(verifier, token)).isEqualTo(Trust.ACCEPTED);
        clock.advance(Duration.ofNanos(-1));
        assertThat(Trust.verdict(verifier, token)).isEqualTo("not_yet_valid");
        clock.set(Forge.NOW.plusSeconds(960).minusNanos(1));
        assertThat(Trust.verdict(verifier, token)).isEqualTo(Trust.ACCEPTED);
        clock.advance(Duration.ofNanos(1));
        assertThat(Trust.verdict(verifier, token)).isEqualTo("expired");
        clock.set(Forge.NOW);
        assertThat(Trust.verdict(verifier, token)).isEqualTo(Trust.ACCEPTED);
    }

    @Test
    void asksForRevocationAndRulesEachTime() {
        AtomicBoolean isRevoked = new AtomicBoolean();
        AtomicBoolean isAccepted = new AtomicBoolean(true);
        JwtVerifier verifier = verifier(FORGE.issuer()
                .rule((jwt, now) -> isAccepted.get())
                .revokedWhen(jwt -> isRevoked.get())
                .build());

        assertThat(Trust.verdict(verifier, FORGE.token())).isEqualTo(Trust.ACCEPTED);
        isRevoked.set(true);
        assertThat(Trust.verdict(verifier, FORGE.token())).isEqualTo("revoked");
        isAccepted.set(false);
        assertThat(Trust.verdict(verifier, FORGE.token())).isEqualTo("claim_rejected");
        isAccepted.set(true);
        isRevoked.set(false);
        assertThat(Trust.verdict(verifier, FORGE.token())).isEqualTo(Trust.ACCEPTED);
    }

    @Test
    void forgetsATokenWhoseKeyIsGone() {
        AtomicReference<VerificationKeys> published = new AtomicReference<>(FORGE.keys());
        JwtVerifier verifier =
                verifier(trusting(header -> published.get().find(header)).build());

        assertThat(Trust.verdict(verifier, FORGE.token())).isEqualTo(Trust.ACCEPTED);
        published.set(Forge.with(STRANGER.withKeyId(FORGE.key().keyId())).keys());
        assertThat(Trust.verdict(verifier, FORGE.token())).isEqualTo("bad_signature");
        published.set(Forge.with(STRANGER).keys());
        assertThat(Trust.verdict(verifier, FORGE.token())).isEqualTo("unknown_key");
        published.set(FORGE.keys());
        assertThat(Trust.verdict(verifier, FORGE.token())).isEqualTo(Trust.ACCEPTED);
    }

    /** RFC 8725 §3.8: no key of one issuer verifies a token of another, whatever the kid. */
    @Test
    void usesTheKeysOfAnIssuerForItsOwnTokensOnly() {
        Forge other = Forge.with(STRANGER.withKeyId(FORGE.key().keyId()));
        JwtVerifier verifier = JwtVerifier.builder()
                .trust(FORGE.issuer().build())
                .trust(TrustedIssuer.builder("https://two.example.com", other.keys())
                        .audience(Forge.AUDIENCE)
                        .build())
                .clock(Forge.CLOCK)
                .build();
        String two = "\"https://two.example.com\"";

        assertThat(Trust.verdict(verifier, FORGE.token())).isEqualTo(Trust.ACCEPTED);
        assertThat(Trust.verdict(verifier, other.withClaims("iss", two))).isEqualTo(Trust.ACCEPTED);
        assertThat(Trust.verdict(verifier, FORGE.withClaims("iss", two))).isEqualTo("bad_signature");
        assertThat(Trust.verdict(verifier, other.token())).isEqualTo("bad_signature");
        assertThat(verifier.status().issuers()).containsOnlyKeys(Forge.ISSUER, "https://two.example.com");
    }

    @Test
    void tellsListenersAndSurvivesTheirFailures() {
        List<String> events = new ArrayList<>();
        VerificationListener broken = new VerificationListener() {
            @Override
            public void accepted(VerifiedJwt jwt) {
                throw new StackOverflowError("on purpose");
            }

            @Override
            public void rejected(RejectionReason reason) {
                throw new IllegalStateException("broken");
            }
        };
        VerificationListener recording = new VerificationListener() {
            @Override
            public void accepted(VerifiedJwt jwt) {
                events.add("accepted " + jwt.subject());
            }

            @Override
            public void rejected(RejectionReason reason) {
                events.add(reason.code());
            }

            @Override
            public void keysUnavailable() {
                events.add(Trust.UNAVAILABLE);
            }
        };
        AtomicBoolean isDown = new AtomicBoolean();
        JwtVerifier verifier = JwtVerifier.builder()
                .trust(trusting(header -> {
                            if (isDown.get()) {
                                throw new KeysUnavailableException("down", null, null);
                            }
                            return FORGE.keys().find(header);
                        })
                        .build())
                .clock(Forge.CLOCK)
                .listener(broken)
                .listener(recording)
                .build();

        assertThat(Trust.verdict(verifier, FORGE.token())).isEqualTo(Trust.ACCEPTED);
        assertThat(Trust.verdict(verifier, FORGE.token())).isEqualTo(Trust.ACCEPTED);
        assertThat(Trust.verdict(verifier, "x")).isEqualTo("malformed");
        isDown.set(true);
        assertThat(Trust.verdict(verifier, FORGE.token())).isEqualTo(Trust.UNAVAILABLE);
        assertThat(events).containsExactly("accepted user-1", "accepted user-1", "malformed", Trust.UNAVAILABLE);
    }

    @Test
    void tellsListenersTheTimeOfEachOutcome() {
        Map<String, Duration> times = new LinkedHashMap<>();
        AtomicBoolean isDown = new AtomicBoolean();
        JwtVerifier verifier = JwtVerifier.builder()
                .trust(trusting(header -> {
                            if (isDown.get()) {
                                throw new KeysUnavailableException("down", null, null);
                            }
                            return FORGE.keys().find(header);
                        })
                        .build())
                .clock(Forge.CLOCK)
                .listener(new VerificationListener() {
                    @Override
                    public void accepted(VerifiedJwt jwt, Duration time) {
                        times.put(jwt.subject(), time);
                    }

                    @Override
                    public void rejected(RejectionReason reason, Duration time) {
                        times.put(reason.code(), time);
                    }

                    @Override
                    public void keysUnavailable(Duration time) {
                        times.put(Trust.UNAVAILABLE, time);
                    }
                })
                .build();

        long begun = System.nanoTime();
        Trust.verdict(verifier, FORGE.token());
        Trust.verdict(verifier, "x");
        isDown.set(true);
        Trust.verdict(verifier, FORGE.token());
        Duration all = Duration.ofNanos(System.nanoTime() - begun);
        assertThat(times).containsOnlyKeys("user-1", "malformed", Trust.UNAVAILABLE);
        assertThat(times.values()).allSatisfy(time -> assertThat(time).isPositive());
        assertThat(times.values().stream().reduce(Duration.ZERO, Duration::plus))
                .isLessThanOrEqualTo(all);
    }

    @Test
    void passesPreloadAndCloseToEachKeySourceOnce() {
        List<String> calls = new ArrayList<>();
        VerificationKeys shared = new VerificationKeys() {
            @Override
            public List<VerificationKey> find(JwsHeader header) {
                return List.of();
            }

            @Override
            public void preload() {
                calls.add("preload");
            }

            @Override
            public void addListener(KeysListener listener) {
                calls.add("listen");
            }

            @Override
            public void close() {
                calls.add("close");
            }
        };
        JwtVerifier verifier = JwtVerifier.trusting(
                TrustedIssuer.builder("a", shared)
                        .audience("x")
                        .alsoIssuedAs("b")
                        .build(),
                TrustedIssuer.builder("c", shared).audience("x").build());

        verifier.preload();
        verifier.close();
        assertThat(calls).containsExactly("listen", "preload", "close");
        assertThat(verifier.status().issuers()).containsOnlyKeys("a", "c");
        assertThat(JwtVerifier.trusting(TrustedIssuer.anyIssuer(shared)
                                .withoutAudienceCheck()
                                .build())
                        .status()
                        .issuers())
                .containsOnlyKeys("*");
        assertThat(calls).hasSize(4);
    }
}
