package io.github.jotguard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Limits the cost of one bad token, in processor time of its thread and in allocated bytes. The least of many runs
 * counts, so that the compiler and other work on the machine do not.
 */
class BadTokenCostTest {

    /** Up to the default limit of length; a limit that was raised sixteenfold may cost four times as much. */
    private static final long MAX_NANOSECONDS = 5_000_000;

    private static final int USUAL_LENGTH = JwtVerifier.Builder.DEFAULT_MAX_TOKEN_LENGTH;
    /** Small arrays in small arrays take 27: two characters of JSON are an object, as they are in every reader that gives a tree. */
    private static final int MAX_BYTES_PER_CHARACTER = 40;

    private static final int RUNS = 30;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final JwtVerifier OF_LONG_TOKENS = JwtVerifier.builder()
            .trust(Forge.of("EdDSA").issuer().build())
            .clock(Forge.CLOCK)
            .maxTokenLength(JwtVerifier.Builder.LARGEST_MAX_TOKEN_LENGTH)
            .build();

    static Stream<Arguments> tokens() {
        return Stream.of(USUAL_LENGTH, JwtVerifier.Builder.LARGEST_MAX_TOKEN_LENGTH)
                .flatMap(length -> BadTokens.ofLength(length).entrySet().stream()
                        .map(token -> argumentSet(length + " " + token.getKey(), token.getValue())));
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void ofATokenThatIsParsed(String token) {
        Cost cost = cost(OF_LONG_TOKENS, token);

        assertThat(cost.nanoseconds).isLessThan(token.length() <= USUAL_LENGTH ? MAX_NANOSECONDS : 4 * MAX_NANOSECONDS);
        assertThat(cost.bytes).isLessThan((long) MAX_BYTES_PER_CHARACTER * token.length());
    }

    private record Cost(long nanoseconds, long bytes) {}

    private static Cost cost(JwtVerifier verifier, String token) {
        long nanoseconds = Long.MAX_VALUE;
        long bytes = Long.MAX_VALUE;
        for (int i = 0; i < RUNS; i++) {
            long allocated = THREADS.getCurrentThreadAllocatedBytes();
            long start = THREADS.getCurrentThreadCpuTime();
            String verdict = Trust.verdict(verifier, token);
            nanoseconds = Math.min(nanoseconds, THREADS.getCurrentThreadCpuTime() - start);
            bytes = Math.min(bytes, THREADS.getCurrentThreadAllocatedBytes() - allocated);
            assertThat(verdict).isNotEqualTo(Trust.ACCEPTED);
        }
        return new Cost(nanoseconds, bytes);
    }
}
