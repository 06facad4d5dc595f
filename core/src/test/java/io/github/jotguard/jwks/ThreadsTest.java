package io.github.jotguard.jwks;

import static io.github.jotguard.jwks.JwkSetFixture.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.jotguard.KeysStatus;
import io.github.jotguard.testing.TestIssuer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nothing runs before a key set is used, nor after it is closed or forgotten. */
class ThreadsTest {

    private final TestIssuer issuer = TestIssuer.start();
    private final ThreadGroup group = new ThreadGroup("ThreadsTest");

    @AfterEach
    void stop() {
        issuer.close();
    }

    /** Those of this test: a thread belongs to the group of the thread that starts it. */
    private List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getThreadGroup() == group)
                .map(Thread::getName)
                .filter(name -> name.startsWith("jotguard-"))
                .toList();
    }

    @Test
    void doNotBeginBeforeTheFirstUse() throws Exception {
        inTheGroup(() -> {
            try (RemoteJwkSet unused = RemoteJwkSet.at(issuer.jwksUri())) {
                assertThat(unused.status().state()).isEqualTo(KeysStatus.State.NOT_LOADED);
                assertThat(unused.findCached(header(issuer.keyId()))).isEmpty();
                assertThat(threads()).isEmpty();
            }
        });
        assertThat(issuer.requests()).isZero();
    }

    @Test
    void allEnd() throws Exception {
        inTheGroup(() -> {
            closeAfterUse();
            closeDuringAFetch();
            forget();
            failAThousandTimes();
        });

        Eventually.isEmpty(() -> {
            System.gc(); // the one that is forgotten ends when it is collected
            return threads();
        });
    }

    private void inTheGroup(Runnable steps) throws Exception {
        FutureTask<Void> task = new FutureTask<>(steps, null);
        new Thread(group, task, "test").start();
        task.get(60, TimeUnit.SECONDS);
    }

    private void closeAfterUse() {
        RemoteJwkSet keys = RemoteJwkSet.at(issuer.jwksUri());
        keys.preload();
        assertThat(threads()).isNotEmpty();
        keys.close();
    }

    private static void closeDuringAFetch() {
        try (TestIssuer hanging = TestIssuer.start()) {
            hanging.hang();
            RemoteJwkSet keys = RemoteJwkSet.at(hanging.jwksUri());
            Herd.of(1, () -> keys.find(header("any")));
            hanging.awaitRequests(1, Duration.ofSeconds(20));
            keys.close();

            assertThat(keys.status().failures()).isZero();
        }
    }

    private void forget() {
        RefreshPolicy often =
                RefreshPolicy.builder().freshFor(Duration.ofSeconds(1)).build();
        RemoteJwkSet.builder(issuer.jwksUri()).refreshPolicy(often).build().preload();
    }

    private void failAThousandTimes() {
        issuer.failWith(500);
        issuer.resetRequests();
        HttpJwkSetFetcher fetcher = HttpJwkSetFetcher.builder().build();
        for (int i = 0; i < 1_000; i++) {
            assertThatExceptionOfType(JwkSetFetchException.class)
                    .isThrownBy(() -> fetcher.fetch(issuer.jwksUri()))
                    .withMessage("HTTP status 500");
        }
        assertThat(threads()).hasSizeLessThan(30);
        assertThat(issuer.requests()).isGreaterThanOrEqualTo(1_000);
    }
}
