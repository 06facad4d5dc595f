package io.github.jotguard.jwks;

import static io.github.jotguard.jwks.JwkSetFixture.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.testing.TestKey;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The issuer's metadata have an age of their own, and name another address in time. */
class MetadataRefreshTest {

    private static final String ISSUER = "https://id.example.com";
    private static final String METADATA = ISSUER + "/.well-known/openid-configuration";
    private static final String OLD_ADDRESS = ISSUER + "/old";
    private static final String NEW_ADDRESS = ISSUER + "/new";
    private static final TestKey OLD = TestKey.generate("EdDSA");
    private static final TestKey NEW = TestKey.generate("EdDSA");
    private static final Duration COOLDOWN = RefreshPolicy.defaults().unknownKeyCooldown();

    private final Map<String, Callable<String>> web = new ConcurrentHashMap<>();
    private final Map<String, Duration> maxAges = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final ManualTimeline timeline = new ManualTimeline();
    private final JwkSetRefresher refresher = new JwkSetRefresher(
            new MetadataDiscovery(ISSUER, this::fetch, false),
            JwkSetFixture.PATIENT,
            timeline,
            () -> 0.5,
            new RefreshEvents(ISSUER, List.of(), timeline::startReporting),
            500);
    private final JwkSetCache cache = new JwkSetCache(refresher, JwkSetFixture.PATIENT, timeline);

    private JwkSetFetcher.Response fetch(URI uri) throws IOException, InterruptedException {
        asked.add(uri.toString());
        try {
            String answer = web.get(uri.toString()).call();
            return new JwkSetFetcher.Response(
                    answer.getBytes(StandardCharsets.UTF_8), Optional.ofNullable(maxAges.get(uri.toString())));
        } catch (IOException | InterruptedException failure) {
            throw failure;
        } catch (Exception unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    @BeforeEach
    void load() {
        nameAddress(OLD_ADDRESS);
        publish(OLD_ADDRESS, OLD);
        cache.preload();
        timeline.settle();
        assertThat(asked).containsExactly(METADATA, OLD_ADDRESS);
        asked.clear();
    }

    @AfterEach
    void close() {
        cache.close();
    }

    private void nameAddress(String address) {
        web.put(METADATA, () -> "{\"issuer\":\"" + ISSUER + "\",\"jwks_uri\":\"" + address + "\"}");
    }

    private void publish(String address, TestKey key) {
        web.put(address, () -> "{\"keys\":[" + key.jwk() + "]}");
    }

    private void move() {
        nameAddress(NEW_ADDRESS);
        publish(NEW_ADDRESS, NEW);
    }

    private void breakDown(String address) {
        web.put(address, () -> {
            throw new IOException("down");
        });
    }

    private boolean finds(TestKey key) {
        boolean isFound = !cache.find(header(key.keyId())).isEmpty();
        timeline.settle();
        return isFound;
    }

    private boolean hasAtHand(TestKey key) {
        return !cache.findCached(header(key.keyId())).isEmpty();
    }

    @Test
    void stopsAKeyAtAnAddressThatIsNamedNoMoreWithinTheFreshness() {
        move();
        timeline.advance(Duration.ofMinutes(4));

        assertThat(hasAtHand(OLD)).isFalse();
        assertThat(hasAtHand(NEW)).isTrue();
        assertThat(asked).containsExactly(METADATA, NEW_ADDRESS);
    }

    @Test
    void findsANewKeyAtANewAddressInTheSameCall() {
        timeline.advance(COOLDOWN);
        move();

        assertThat(finds(NEW)).isTrue();
        assertThat(asked).containsExactly(METADATA, NEW_ADDRESS);
    }

    @Test
    void findsANewKeyUnderAKnownKeyIdAtANewAddress() {
        timeline.advance(COOLDOWN);
        TestKey same = TestKey.generate("EdDSA").withKeyId(OLD.keyId());
        nameAddress(NEW_ADDRESS);
        publish(NEW_ADDRESS, same);
        var before = cache.findCached(header(OLD.keyId()));

        assertThat(cache.findNewer(header(OLD.keyId()))).hasSize(1).isNotEqualTo(before);
    }

    @Test
    void readsTheMetadataOnceAMinuteDuringAFlood() {
        for (int second = 0; second < 180; second++) {
            timeline.advance(Duration.ofSeconds(1));
            finds(NEW);
        }

        assertThat(asked.stream().filter(METADATA::equals)).hasSizeBetween(2, 4);
        assertThat(asked.stream().filter(OLD_ADDRESS::equals)).hasSizeBetween(30, 36);
    }

    @Test
    void readsTheMetadataForATokenAgainAfterAMinute() {
        timeline.advance(COOLDOWN);
        finds(NEW);
        asked.clear();
        timeline.advance(RefreshDemand.METADATA_PAUSE);
        finds(NEW);

        assertThat(asked).containsExactly(METADATA, OLD_ADDRESS);
    }

    @Test
    void readsTheMetadataForNoTokenJustBeforeAMinuteIsOver() {
        timeline.advance(COOLDOWN);
        finds(NEW);
        asked.clear();
        timeline.advance(RefreshDemand.METADATA_PAUSE.minusNanos(1));
        finds(NEW);

        assertThat(asked).containsExactly(OLD_ADDRESS);
    }

    @Test
    void readsTheMetadataWhenTheirOwnFreshnessIsOver() {
        maxAges.put(METADATA, Duration.ofMinutes(20));
        timeline.advance(Duration.ofMinutes(4)); // read again, and good for 19 minutes
        asked.clear();
        timeline.advance(Duration.ofMinutes(15));
        assertThat(asked).containsOnly(OLD_ADDRESS);
        timeline.advance(Duration.ofMinutes(4));

        assertThat(asked).containsOnlyOnce(METADATA);
    }

    @Test
    void goesOnWithTheKnownAddressWhileTheMetadataFail() {
        breakDown(METADATA);
        timeline.advance(Duration.ofHours(1));

        assertThat(hasAtHand(OLD)).isTrue();
        assertThat(cache.status().failures()).isZero();
        timeline.advance(Duration.ofHours(24));
        assertThat(hasAtHand(OLD)).as("an address that is a day old").isTrue();
        timeline.advance(Duration.ofHours(24));
        assertThat(hasAtHand(OLD)).as("and a set that is a day old").isFalse();
    }

    @Test
    void takesTurnsWithTheKnownAddressWhileTheMetadataHang() {
        ManualTimeline.Gate gate = timeline.new Gate();
        web.put(METADATA, () -> {
            gate.await();
            return "";
        });
        timeline.advance(Duration.ofMinutes(4).plusSeconds(12));

        assertThat(asked).containsExactly(METADATA, OLD_ADDRESS);
        assertThat(cache.status().lastError()).isEmpty();
        assertThat(hasAtHand(OLD)).isTrue();
    }

    @Test
    void looksForTheAddressAgainWhenAFetchFromItFails() {
        maxAges.put(METADATA, Duration.ofHours(1));
        timeline.advance(Duration.ofMinutes(4));
        asked.clear();
        breakDown(OLD_ADDRESS);
        move();
        timeline.advance(Duration.ofMinutes(4).plusSeconds(2));

        assertThat(asked).containsExactly(OLD_ADDRESS, METADATA, NEW_ADDRESS);
        assertThat(hasAtHand(NEW)).isTrue();
    }

    @Test
    void keepsTheAddressWhenItsServerOnlyAsksForPatience() {
        maxAges.put(METADATA, Duration.ofHours(1));
        timeline.advance(Duration.ofMinutes(4));
        asked.clear();
        web.put(OLD_ADDRESS, () -> {
            throw new JwkSetFetchException("HTTP status 429", Duration.ofSeconds(7));
        });
        timeline.advance(Duration.ofMinutes(4).plusSeconds(9));

        assertThat(asked).containsExactly(OLD_ADDRESS, OLD_ADDRESS);
    }

    @Test
    void writesNoAddressForAFetchThatWasGivenUp() {
        ManualTimeline.Gate late = timeline.new Gate();
        web.put(METADATA, () -> {
            late.awaitDeaf();
            return "{\"issuer\":\"" + ISSUER + "\",\"jwks_uri\":\"" + OLD_ADDRESS + "\"}";
        });
        timeline.advance(Duration.ofMinutes(4).plusSeconds(10));
        move();
        timeline.advance(Duration.ofSeconds(2));
        timeline.advance(Duration.ofMinutes(4));
        assertThat(hasAtHand(NEW)).isTrue();
        late.open();
        timeline.settle();
        asked.clear();
        timeline.advance(COOLDOWN);
        breakDown(METADATA);
        finds(OLD);

        assertThat(asked).containsExactly(METADATA, NEW_ADDRESS);
    }

    /** The limit is that of keys, and counts from the reading of the metadata. */
    @Test
    void forgetsAnAddressThatIsOlderThanKeysMayBe() {
        RefreshPolicy policy =
                RefreshPolicy.builder().usableFor(Duration.ofHours(24)).build();
        long read = Duration.ofDays(40).toNanos();
        long limit = Duration.ofHours(24).toNanos();
        URI address = URI.create(OLD_ADDRESS);
        JwkSetState state =
                JwkSetState.notLoaded().started(read, true, read, policy).metadataRead(address, read + limit);

        assertThat(state.knownAddress(read, policy)).isEqualTo(address);
        assertThat(state.knownAddress(read + limit - 1, policy)).isEqualTo(address);
        assertThat(state.knownAddress(read + limit, policy)).isNull();
    }
}
