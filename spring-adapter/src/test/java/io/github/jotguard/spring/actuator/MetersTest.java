package io.github.jotguard.spring.actuator;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.jotguard.JwtRejectedException;
import io.github.jotguard.JwtVerifier;
import io.github.jotguard.KeysUnavailableException;
import io.github.jotguard.RejectionReason;
import io.github.jotguard.SharedSecret;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.jwks.RemoteJwkSet;
import io.github.jotguard.testing.TestIssuer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final VerificationMetrics verifications = new VerificationMetrics();
    private TestIssuer issuer;
    private JwtVerifier verifier;

    @BeforeEach
    void start() {
        issuer = TestIssuer.start();
        verifier = JwtVerifier.builder()
                .trust(TrustedIssuer.builder(
                                issuer.issuer(),
                                RemoteJwkSet.builder(issuer.jwksUri()).build())
                        .audience(issuer.audience())
                        .build())
                .listener(verifications)
                .build();
        verifications.bindTo(registry);
        new KeysMetrics(verifier).bindTo(registry);
    }

    @AfterEach
    void stop() {
        verifier.close();
        issuer.close();
    }

    @Test
    void countsAndTimesVerificationsByOutcome() {
        verifier.verify(issuer.token());
        assertThatThrownBy(() -> verifier.verify("x")).isInstanceOf(JwtRejectedException.class);
        assertThat(count("jotguard.verifications", "outcome", "accepted", "reason", "none"))
                .isEqualTo(1);
        assertThat(count("jotguard.verifications", "outcome", "rejected", "reason", "malformed"))
                .isEqualTo(1);
        assertThat(List.of("accepted", "rejected")).allSatisfy(outcome -> {
            assertThat(registry.get("jotguard.verification.duration")
                            .tag("outcome", outcome)
                            .timer()
                            .count())
                    .isEqualTo(1);
            assertThat(registry.get("jotguard.verification.duration")
                            .tag("outcome", outcome)
                            .timer()
                            .totalTime(TimeUnit.NANOSECONDS))
                    .isPositive();
        });
    }

    @Test
    void tellsEntriesOfOneIssuerApartByTheirNames() {
        SimpleMeterRegistry other = new SimpleMeterRegistry();
        TrustedIssuer.Builder legacy =
                TrustedIssuer.builder(issuer.issuer(), SharedSecret.ofUtf8("0123456789-0123456789-0123456789"));
        JwtVerifier several = JwtVerifier.trusting(
                TrustedIssuer.builder(issuer.issuer(), RemoteJwkSet.at(issuer.jwksUri()))
                        .audience(issuer.audience())
                        .build(),
                legacy.audience("a").name("legacy").build());
        new KeysMetrics(several).bindTo(other);

        assertThat(other.get("jotguard.keys.usable").gauges())
                .extracting(gauge -> gauge.getId().getTag("issuer"), Gauge::value)
                .containsExactlyInAnyOrder(tuple(issuer.issuer(), 0.0), tuple("legacy", 1.0));
        assertThat(other.get("jotguard.keys.age")
                        .tag("issuer", "legacy")
                        .gauge()
                        .value())
                .as("age of keys that are not fetched")
                .isNaN();
        assertThat(KeysHealth.details(several.status()))
                .extractingByKey("issuers", as(InstanceOfAssertFactories.MAP))
                .containsOnlyKeys(issuer.issuer(), "legacy");
        several.close();
    }

    @Test
    void tellsTheAgeOfFetchedKeysInSeconds() {
        Instant[] now = {Instant.parse("2026-01-01T00:00:00Z")};
        SimpleMeterRegistry other = new SimpleMeterRegistry();
        try (JwtVerifier aging = JwtVerifier.trusting(TrustedIssuer.builder(
                        issuer.issuer(),
                        RemoteJwkSet.builder(issuer.jwksUri())
                                .clock(() -> now[0])
                                .build())
                .audience(issuer.audience())
                .build())) {
            new KeysMetrics(aging).bindTo(other);
            Gauge age = other.get("jotguard.keys.age").gauge();

            assertThat(age.value()).as("before the first fetch").isNaN();
            aging.preload();
            now[0] = now[0].plusSeconds(90);
            assertThat(age.value()).isEqualTo(90);
        }
    }

    @Test
    void timesVerificationsForEachRegistry() {
        SimpleMeterRegistry second = new SimpleMeterRegistry();
        verifications.bindTo(second);
        verifier.verify(issuer.token());
        assertThat(List.of(registry, second)).allSatisfy(each -> assertThat(each.get("jotguard.verification.duration")
                        .tag("outcome", "accepted")
                        .timer()
                        .count())
                .isEqualTo(1));
    }

    @Test
    void hasAllSeriesFromTheStart() {
        assertThat(registry.find("jotguard.verifications").functionCounters())
                .hasSize(RejectionReason.values().length + 2);
        assertThat(registry.find("jotguard.verification.duration").timers())
                .extracting(timer -> timer.getId().getTags())
                .containsExactlyInAnyOrder(
                        List.of(Tag.of("outcome", "accepted")),
                        List.of(Tag.of("outcome", "rejected")),
                        List.of(Tag.of("outcome", "unavailable")));
    }

    @Test
    void countsFetchesAndFailuresByIssuer() {
        assertThat(count("jotguard.keys.fetch.failures", "issuer", issuer.issuer()))
                .isZero();
        issuer.goDown();
        assertThatThrownBy(() -> verifier.verify(issuer.token())).isInstanceOf(KeysUnavailableException.class);
        assertThat(count("jotguard.keys.fetches", "issuer", issuer.issuer())).isPositive();
        assertThat(count("jotguard.keys.fetch.failures", "issuer", issuer.issuer()))
                .isPositive();
        assertThat(registry.get("jotguard.keys.usable")
                        .tag("issuer", issuer.issuer())
                        .gauge()
                        .value())
                .isZero();
        assertThat(count("jotguard.verifications", "outcome", "unavailable", "reason", "keys_unavailable"))
                .isEqualTo(1);
        assertThat(registry.get("jotguard.verification.duration")
                        .tag("outcome", "unavailable")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void doesNotKeepAVerificationWaiting() {
        assertThat(verifications.mayBlock()).isFalse();
    }

    @Test
    void countsLookUpsInCacheByResult() {
        String token = issuer.token();
        verifier.verify(token);
        verifier.verify(token);
        assertThat(count("jotguard.token.cache.gets", "result", "miss")).isEqualTo(1);
        assertThat(count("jotguard.token.cache.gets", "result", "hit")).isEqualTo(1);
        assertThat(registry.get("jotguard.token.cache.size").gauge().value()).isEqualTo(1);
    }

    private double count(String meter, String... tags) {
        return registry.get(meter).tags(tags).functionCounter().count();
    }
}
