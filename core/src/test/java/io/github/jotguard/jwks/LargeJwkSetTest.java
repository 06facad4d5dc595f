package io.github.jotguard.jwks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.jotguard.JwsAlgorithm;
import io.github.jotguard.JwsHeader;
import io.github.jotguard.KeysStatus;
import io.github.jotguard.VerificationListener;
import io.github.jotguard.http.ResponseBody;
import io.github.jotguard.http.ResponseHead;
import io.github.jotguard.http.ResponseHeadReader;
import io.github.jotguard.http.UnusableResponseException;
import io.github.jotguard.jwk.JwkSetParser;
import io.github.jotguard.jwk.JwkSetSnapshot;
import io.github.jotguard.logging.LoggerNames;
import io.github.jotguard.testing.TestKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Sets of 10,000 entries: they cost what the limits allow, a few log lines, and never the keys within the limits. */
class LargeJwkSetTest {

    private static final int ENTRIES = 10_000;
    private static final int MAX_KEYS = RemoteJwkSet.Builder.DEFAULT_MAX_KEYS;
    private static final int LARGEST_MAX_KEYS = RemoteJwkSet.Builder.LARGEST_MAX_KEYS;
    private static final int LARGEST_MAX_BYTES = RemoteJwkSet.Builder.LARGEST_MAX_BYTES;
    private static final String LOCATION = "https://id.example.com/jwks";
    private static final String LINE = "The JWK Set of https://id.example.com/jwks: ";

    private static final TestKey KEY = TestKey.generate("ES256");
    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(LoggerNames.JWKS);

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void capture() {
        log.start();
        LOGGER.addAppender(log);
        LOGGER.setLevel(Level.DEBUG);
        LOGGER.setAdditive(false);
    }

    @AfterEach
    void release() {
        LOGGER.detachAndStopAllAppenders();
        LOGGER.setLevel(null);
        LOGGER.setAdditive(true);
    }

    private static byte[] set(IntFunction<String> entry) {
        return IntStream.range(0, ENTRIES)
                .mapToObj(entry)
                .collect(Collectors.joining(",", "{\"keys\":[", "]}"))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** One sound key under as many names. */
    private static byte[] soundKeys() {
        String jwk = KEY.jwk();
        return set(number -> jwk.replace(KEY.keyId(), "k" + number));
    }

    private static JwsHeader header(String keyId) {
        return new JwsHeader(JwsAlgorithm.ES256, Optional.of(keyId), Optional.empty());
    }

    private static RemoteJwkSet.Builder serving(byte[] body) {
        return RemoteJwkSet.builder(LOCATION).fetcher(uri -> new JwkSetFetcher.Response(body, Optional.empty()));
    }

    /** Loads the set once and returns its status, when all that is logged of it is logged. */
    private static KeysStatus loaded(RemoteJwkSet keys) {
        AtomicInteger reports = new AtomicInteger();
        keys.addListener(new VerificationListener() {
            @Override
            public void keysRefreshed(KeysStatus status) {
                reports.incrementAndGet();
            }

            @Override
            public void keysRefreshFailed(KeysStatus status) {
                reports.incrementAndGet();
            }
        });
        keys.preload();
        Eventually.isTrue(() -> reports.get() > 0);
        return keys.status();
    }

    private List<String> logged(Level level) {
        return log.list.stream()
                .filter(event -> event.getLevel() == level)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, MAX_KEYS, LARGEST_MAX_KEYS})
    void losesItsSurplusWithOneWarning(int maxKeys) {
        try (RemoteJwkSet keys = serving(soundKeys())
                .maxBytes(LARGEST_MAX_BYTES)
                .maxKeys(maxKeys)
                .build()) {
            KeysStatus status = loaded(keys);

            assertThat(status.state()).isEqualTo(KeysStatus.State.FRESH);
            assertThat(status.keyIds()).as("keys that were parsed").hasSize(maxKeys);
            assertThat(keys.find(header("k" + (maxKeys - 1)))).hasSize(1);
            assertThat(keys.findCached(header("k" + maxKeys))).isEmpty();
            assertThat(logged(Level.WARN))
                    .containsExactly(LINE + (ENTRIES - maxKeys) + " keys are skipped: the set has more "
                            + "than " + maxKeys
                            + " keys, see maxKeys");
        }
    }

    @Test
    void isParsedNoFurtherThanItsLimit() {
        JwkSetSnapshot snapshot = JwkSetParser.parse(
                set(number -> number < MAX_KEYS ? KEY.jwk() : "{\"kty\":\"EC\",\"kid\":\"broken\"}"), MAX_KEYS);

        assertThat(snapshot.keyIds()).hasSize(MAX_KEYS);
        assertThat(snapshot.skipped()).singleElement().asString().contains("9500 keys are skipped");
    }

    @Test
    void explainsAKeyThatMayBeAmongTheSurplus() {
        JwkSetSnapshot snapshot = JwkSetParser.parse(soundKeys(), MAX_KEYS);

        assertThat(snapshot.describeMissing(header("k9999")))
                .contains("9500 keys are skipped: the set has more than 500 keys, see maxKeys");
        assertThat(snapshot.find(header("k499"))).hasSize(1);
    }

    /** The limit of bytes is met first by a set of this length. */
    @Test
    void isRejectedAsAWholeBeyondTheLimitOfBytesWhichIsNamed() {
        byte[] body = soundKeys();
        assertThat(body).hasSizeBetween(RemoteJwkSet.Builder.DEFAULT_MAX_BYTES, LARGEST_MAX_BYTES);
        try (RemoteJwkSet keys = serving(body).maxKeys(LARGEST_MAX_KEYS).build()) {
            KeysStatus status = loaded(keys);

            assertThat(status.lastError()).contains("a response of more than 262144 bytes, see maxBytes");
            assertThat(logged(Level.WARN))
                    .containsExactly("The JWK Set of " + LOCATION
                            + " cannot be fetched (a response of more than 262144 bytes, see maxBytes),"
                            + " its keys are UNAVAILABLE");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "7", "true", "\"key\"", "[]", "{}", "{\"kty\":\"EC\"}", "{\"kty\":7,\"kid\":null}"})
    void costsOneWarningForTheSurplusAndOneForEntriesThatAreNoKeys(String entry) {
        try (RemoteJwkSet keys = serving(set(number -> number == 0 ? KEY.jwk() : entry))
                .maxBytes(LARGEST_MAX_BYTES)
                .build()) {
            KeysStatus status = loaded(keys);

            assertThat(status.keyIds()).containsExactly(KEY.keyId());
            assertThat(logged(Level.WARN)).hasSize(2).first().asString().startsWith(LINE + "9500 keys are skipped");
        }
    }

    @Test
    void logsAFewOfManyBrokenKeysAndTheirNumber() {
        byte[] broken = set(number -> "{\"kty\":\"EC\",\"kid\":\"k" + number + "\"}");
        try (RemoteJwkSet keys = serving(broken)
                .maxBytes(LARGEST_MAX_BYTES)
                .maxKeys(LARGEST_MAX_KEYS)
                .build()) {
            loaded(keys);

            assertThat(logged(Level.WARN))
                    .hasSize(RefreshLog.MAX_NOTICES + 1)
                    .startsWith(LINE + "5000 keys are skipped: the set has more than 5000 keys, see maxKeys")
                    .endsWith(LINE + (LARGEST_MAX_KEYS + 1 - RefreshLog.MAX_NOTICES) + " more notices are not logged");
            assertThat(keys.describeMissing(header("k4999")))
                    .contains("the key \"k4999\" is skipped: no crv that is a string");
        }
    }

    @Test
    void logsAFewOfManyKeysForOthersAtDebug() {
        byte[] others = set(number -> "{\"kty\":\"oct\",\"kid\":\"k" + number + "\"}");
        try (RemoteJwkSet keys = serving(others).maxBytes(LARGEST_MAX_BYTES).build()) {
            loaded(keys);

            assertThat(logged(Level.WARN))
                    .containsExactly(LINE + "9500 keys are skipped: the set has more than 500 keys, see maxKeys");
            assertThat(logged(Level.DEBUG))
                    .hasSize(RefreshLog.MAX_NOTICES + 1)
                    .endsWith(LINE + (MAX_KEYS - RefreshLog.MAX_NOTICES) + " more notices are not logged");
        }
    }

    @Test
    void isReadNoFurtherThanOneByteBeyondTheLimit() {
        AtomicInteger read = new AtomicInteger();
        byte[] body = soundKeys();
        InputStream in = new ByteArrayInputStream(body) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                int count = super.read(buffer, offset, length);
                read.addAndGet(Math.max(0, count));
                return count;
            }
        };

        assertThatExceptionOfType(UnusableResponseException.class)
                .isThrownBy(() -> ResponseBody.read(plainHead(), in, 1_000))
                .withMessage("a response of more than 1000 bytes, see maxBytes");
        assertThat(read).hasValue(1_001);
    }

    private static ResponseHead plainHead() throws IOException {
        return new ResponseHeadReader(
                        new ByteArrayInputStream("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1)))
                .read();
    }
}
