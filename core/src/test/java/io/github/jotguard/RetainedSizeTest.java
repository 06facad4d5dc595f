package io.github.jotguard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.jotguard.testing.CompactJws;
import io.github.jotguard.testing.TestKey;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The estimate of what a token takes, against the heap. */
@Tag("slow")
class RetainedSizeTest {

    private static final int TOKENS = 8_000;
    private static final TestKey SECRET = TestKey.ofSecret("HS256", Forge.bytes(32));

    static Stream<Arguments> claims() {
        return Stream.of(
                argumentSet("few", ""),
                argumentSet(
                        "of a user",
                        ",\"name\":\"Ada Lovelace\",\"email\":\"ada.lovelace@example.com\",\"emailVerified\":true,"
                                + "\"image\":null,\"createdAt\":\"2026-11-01T09:30:12.123Z\",\"iat\":1795000000"),
                argumentSet("long text", ",\"x\":\"" + "x".repeat(1_500) + "\""),
                argumentSet("text beyond Latin-1", ",\"x\":\"" + "\u017b\u00f3\u0142w".repeat(200) + "\""),
                argumentSet("small objects", ",\"x\":[" + "{\"a\":{\"b\":1}},".repeat(20) + "1]"),
                argumentSet("small arrays", ",\"x\":[" + "[1],".repeat(40) + "1]"),
                argumentSet("empty ones", ",\"x\":[" + "[],{},".repeat(40) + "1]"),
                argumentSet("short texts", ",\"x\":[" + "\"ab\",".repeat(60) + "1]"),
                argumentSet(
                        "numbers", ",\"x\":[" + "1234567890123,1.5,123456789012345678901234567890,".repeat(20) + "1]"));
    }

    @ParameterizedTest
    @MethodSource("claims")
    void areAboutWhatTheHeapHolds(String more) {
        JwtVerifier verifier = JwtVerifier.builder()
                .trust(TrustedIssuer.anyIssuer(SharedSecret.ofBytes(Forge.bytes(32)))
                        .withoutAudienceCheck()
                        .allowMissingExpiration()
                        .build())
                .verifiedTokenCache(VerifiedTokenCache.MAX_TOKENS)
                .build();
        long estimate = RetainedSize.of(verifier.verify(token(0, more)));
        long before = usedHeap();

        for (int i = 1; i <= TOKENS; i++) {
            verifier.verify(token(i, more));
        }

        double real = (double) (usedHeap() - before) / TOKENS;
        assertThat(verifier.status().tokenCache().tokens()).isEqualTo(TOKENS + 1);
        assertThat(real).isBetween(estimate * 0.7, estimate * 1.02);
    }

    private static String token(int i, String more) {
        String payload = "{\"sub\":\"user-" + (1_000_000 + i) + "\",\"exp\":4102444800" + more + "}";
        return CompactJws.of("{\"alg\":\"HS256\"}", payload).signedWith(SECRET).toString();
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
