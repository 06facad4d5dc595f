package io.github.jotguard.spring;

import io.github.jotguard.jwks.RefreshPolicy;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import org.springframework.beans.factory.DisposableBean;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Threads for what may block in WebFlux: verifying, which may wait for keys, and looking users up. Bounded, and not those that the
 * application blocks on: an issuer or a database that hangs holds up nothing else. Daemons, which end when they have had nothing to do.
 */
final class VerificationSchedulers implements DisposableBean {

    /** For a look-up waits for the application's own database, which more threads would not make quicker. */
    private static final int LOOK_UP_THREADS = Math.max(Schedulers.DEFAULT_BOUNDED_ELASTIC_SIZE, 64);

    /** Beside those that may wait for keys. */
    private static final int SPARE_THREADS = 64;

    private static final int MOST_THREADS = 4096;
    private static final int QUEUED_PER_THREAD = 64;
    private static final int IDLE_SECONDS = 60;

    private final Scheduler verifications;
    private final Scheduler lookUps;

    VerificationSchedulers(int verifyingThreads, int lookUpThreads, int queuedPerThread) {
        this.verifications = scheduler("jotguard-verify", verifyingThreads, queuedPerThread);
        this.lookUps = scheduler("jotguard-users", lookUpThreads, queuedPerThread);
    }

    /** So many threads that those who wait for the keys of an issuer that hangs, as many as may, leave some for everybody else. */
    static VerificationSchedulers outnumbering(JotguardProperties.Refresh refresh) {
        Integer set = refresh.maxInitialLoadWaits();
        int waiting = set == null ? RefreshPolicy.defaults().maxInitialLoadWaits() : set;
        int threads = Math.min(MOST_THREADS - SPARE_THREADS, waiting) + SPARE_THREADS;
        return new VerificationSchedulers(threads, LOOK_UP_THREADS, QUEUED_PER_THREAD);
    }

    private static Scheduler scheduler(String name, int threads, int queuedPerThread) {
        return Schedulers.newBoundedElastic(threads, queuedPerThread, name, IDLE_SECONDS, true);
    }

    /** Fails with {@link VerificationFailedException} on an error of the JVM, or if there is no more room. */
    <T> Mono<T> verify(Callable<T> call) {
        return on(verifications, call);
    }

    /** As {@link #verify}. */
    <T> Mono<T> lookUp(Callable<T> call) {
        return on(lookUps, call);
    }

    private static <T> Mono<T> on(Scheduler scheduler, Callable<T> call) {
        return Mono.fromCallable(() -> withoutErrors(call))
                .subscribeOn(scheduler)
                .onErrorMap(RejectedExecutionException.class, VerificationFailedException::new);
    }

    /** Reactor throws some errors up the thread, where nobody would answer the request. */
    private static <T> T withoutErrors(Callable<T> call) throws Exception {
        try {
            return call.call();
        } catch (Error failure) {
            throw new VerificationFailedException(failure);
        }
    }

    @Override
    public void destroy() {
        verifications.dispose();
        lookUps.dispose();
    }
}
