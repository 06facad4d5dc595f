package io.github.jotguard.spring.reactive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.github.jotguard.spring.TestTokens;
import io.github.jotguard.spring.problem.VerificationFailedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VerificationSchedulersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static VerificationSchedulers outnumbering(int waiting) {
        return VerificationSchedulers.outnumbering(
                TestTokens.properties("refresh.max-initial-load-waits", Integer.toString(waiting))
                        .refresh());
    }

    @Test
    void verify64TokensBesideThoseThatWait() throws Exception {
        VerificationSchedulers threads = outnumbering(2);
        CountDownLatch running = new CountDownLatch(2 + 64);
        CountDownLatch release = new CountDownLatch(1);
        try {
            List<CompletableFuture<Boolean>> calls = IntStream.range(0, 2 + 64)
                    .mapToObj(i -> threads.verify(() -> {
                                running.countDown();
                                return release.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                            })
                            .toFuture())
                    .toList();
            assertThat(running.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            release.countDown();
            assertThat(calls).allSatisfy(call -> assertThat(call.get(30, TimeUnit.SECONDS))
                    .isTrue());
        } finally {
            threads.destroy();
        }
    }

    @Test
    void areBoundedHoweverManyMayWait() {
        assertThatNoException().isThrownBy(() -> outnumbering(Integer.MAX_VALUE).destroy());
    }

    @Test
    void failAfterTheEnd() {
        VerificationSchedulers threads = outnumbering(1);
        assertThat(threads.verify(() -> "verified").block(PATIENCE)).isEqualTo("verified");
        assertThat(threads.lookUp(() -> "found").block(PATIENCE)).isEqualTo("found");
        threads.destroy();

        assertThatExceptionOfType(VerificationFailedException.class)
                .isThrownBy(() -> threads.verify(() -> "verified").block(PATIENCE));
        assertThatExceptionOfType(VerificationFailedException.class)
                .isThrownBy(() -> threads.lookUp(() -> "found").block(PATIENCE));
    }
}
