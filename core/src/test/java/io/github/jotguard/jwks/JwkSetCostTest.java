package io.github.jotguard.jwks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.sun.management.ThreadMXBean;
import io.github.jotguard.jwk.JwkSetParser;
import io.github.jotguard.jwk.MalformedJwkSetException;
import io.github.jotguard.testing.TestKey;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Limits the cost of one set at the default limits, in processor time of its thread and in allocated bytes. The least of
 * a few runs counts, so that the compiler and other work on the machine do not.
 */
@Tag("slow")
class JwkSetCostTest {

    private static final int LENGTH = RemoteJwkSet.Builder.DEFAULT_MAX_BYTES;
    private static final int MAX_KEYS = RemoteJwkSet.Builder.DEFAULT_MAX_KEYS;
    private static final int RUNS = 3;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Arrays in arrays take 40 bytes for each byte of the text, as in tokens. */
    private static final Cost USUAL = new Cost(100, 48L * LENGTH);
    /** The point of an Edwards key is multiplied, to find a part of small order: 1 ms and 1.4 MB each. */
    private static final Cost OF_ED25519 = new Cost(2_000, 2_000_000L * MAX_KEYS);
    /** 4 ms and 3.6 MB each. */
    private static final Cost OF_ED448 = new Cost(8_000, 5_000_000L * MAX_KEYS);

    /** Processor time in milliseconds, and allocated bytes. */
    private record Cost(long milliseconds, long bytes) {}

    static Stream<Arguments> sets() {
        String ed25519 = TestKey.generate("EdDSA").jwk();
        String ed448 = TestKey.generate("Ed448").jwk();
        String p521 = TestKey.generate("ES512").jwk();
        String rsa = TestKey.generateRsa("RS256", 2048).jwk();
        return Stream.of(
                of("nulls", "null", USUAL),
                of("numbers", "7", USUAL),
                of("empty arrays", "[]", USUAL),
                of("arrays in arrays", "[".repeat(16) + "]".repeat(16), USUAL),
                of("empty objects", "{}", USUAL),
                of("objects with a member twice", "{\"a\":0,\"a\":0}", USUAL),
                of("keys without members", "{\"kty\":\"EC\"}", USUAL),
                of("private keys", "{\"d\":\"\"}", USUAL),
                of("keys of Ed25519", ed25519, OF_ED25519),
                of("keys of Ed448", ed448, OF_ED448),
                of("keys of P-256", TestKey.generate("ES256").jwk(), USUAL),
                of("keys of P-521", p521, USUAL),
                of("keys off the curve", p521.replaceFirst("\"x\":\"..", "\"x\":\"AA"), USUAL),
                of("RSA keys of 2048 bits", rsa, USUAL),
                of("RSA keys of 8192 bits", TestKey.generateRsa("RS256", 8192).jwk(), USUAL),
                longMember("n", "{\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\"", "Q"),
                longMember("e", rsa.replaceFirst(",?\"e\":\"[^\"]*\"", "").replaceFirst("}$", ",\"e\":\""), "Q"),
                longMember("x", "{\"kty\":\"EC\",\"crv\":\"P-256\",\"y\":\"AA\",\"x\":\"", "A"),
                longMember("kid", "{\"kty\":\"EC\",\"kid\":\"", "k"),
                argumentSet("a text without an end", "{\"keys\":[" + "0,".repeat(LENGTH / 2 - 10), USUAL),
                argumentSet("white space", " ".repeat(LENGTH), USUAL));
    }

    private static Arguments of(String name, String entry, Cost limit) {
        int count = (LENGTH - "{\"keys\":[]}".length()) / (entry.length() + 1);
        return argumentSet(name, "{\"keys\":[" + (entry + ",").repeat(count - 1) + entry + "]}", limit);
    }

    private static Arguments longMember(String name, String before, String filler) {
        String begin = "{\"keys\":[" + before;
        int length = (LENGTH - begin.length() - "\"}]}".length()) / 4 * 4;
        return argumentSet("a long " + name, begin + filler.repeat(length) + "\"}]}", USUAL);
    }

    @ParameterizedTest
    @MethodSource("sets")
    void isBounded(String set, Cost limit) {
        byte[] body = set.getBytes(StandardCharsets.UTF_8);
        assertThat(body).hasSizeBetween(LENGTH * 9 / 10, LENGTH);
        long nanoseconds = Long.MAX_VALUE;
        long bytes = Long.MAX_VALUE;
        for (int i = 0; i < RUNS; i++) {
            long allocated = THREADS.getCurrentThreadAllocatedBytes();
            long start = THREADS.getCurrentThreadCpuTime();
            parse(body);
            nanoseconds = Math.min(nanoseconds, THREADS.getCurrentThreadCpuTime() - start);
            bytes = Math.min(bytes, THREADS.getCurrentThreadAllocatedBytes() - allocated);
        }

        assertThat(TimeUnit.NANOSECONDS.toMillis(nanoseconds)).isLessThan(limit.milliseconds);
        assertThat(bytes).isLessThan(limit.bytes);
    }

    private static void parse(byte[] body) {
        try {
            assertThat(JwkSetParser.parse(body, MAX_KEYS).keyIds()).hasSizeLessThanOrEqualTo(MAX_KEYS);
        } catch (MalformedJwkSetException noSet) {
            assertThat(noSet).hasMessageStartingWith("a response that is not a JSON object");
        }
    }
}
