package io.github.jotguard.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.jotguard.JwsAlgorithm;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** An engine is chosen for each algorithm when that is first used, and for good. */
class JcaSignatureEngineTest {

    private static final int THREADS = 8;

    private final List<JwsAlgorithm> choices = new ArrayList<>();
    private final JcaSignatureEngine engine = new JcaSignatureEngine(algorithm -> {
        choices.add(algorithm);
        return SignatureScheme.ofJdk(algorithm);
    });

    @Test
    void choosesNothingBeforeTheFirstUse() {
        assertThat(choices).isEmpty();
    }

    @Test
    void choosesOnceForEachAlgorithm() {
        SignatureScheme first = engine.scheme(JwsAlgorithm.ES256);

        assertThat(engine.scheme(JwsAlgorithm.ES256)).isSameAs(first);
        assertThat(engine.scheme(JwsAlgorithm.EdDSA)).isNotSameAs(first);
        assertThat(choices).containsExactly(JwsAlgorithm.ES256, JwsAlgorithm.EdDSA);
    }

    @Test
    void rejectsAlgorithmsWithoutPublicKey() {
        assertThatIllegalArgumentException().isThrownBy(() -> engine.scheme(JwsAlgorithm.HS256));
        assertThat(choices).isEmpty();
    }

    @Test
    void choosesTheSameForThreadsThatComeTogether() throws Exception {
        CountDownLatch begin = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<SignatureScheme>> schemes = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                schemes.add(threads.submit(() -> {
                    begin.await();
                    return JcaSignatureEngine.bestFor(EnumSet.of(JwsAlgorithm.ES384))
                            .scheme(JwsAlgorithm.ES384);
                }));
            }
            begin.countDown();
            Set<SignatureScheme> chosen = new HashSet<>();
            for (Future<SignatureScheme> scheme : schemes) {
                chosen.add(scheme.get());
            }

            assertThat(chosen).hasSize(1);
        } finally {
            threads.shutdownNow();
        }
    }
}
