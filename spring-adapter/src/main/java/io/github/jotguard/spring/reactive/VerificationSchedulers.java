package io.github.jotguard.spring.reactive;

import io.github.jotguard.jwks.RefreshPolicy;
import io.github.jotguard.spring.problem.VerificationFailedException;
import io.github.jotguard.spring.settings.JotguardProperties;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import org.springframework.beans.factory.DisposableBean;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Threads for blocking work in WebFlux: verification, which may wait for keys, and finding users. They are bounded, and
 * separate from those that the application blocks on: an issuer or a database that hangs blocks nothing else. Daemon
 * threads, which end when idle.
 *
 * <p>Internal: may change without notice.
 */
public final class VerificationSchedulers implements DisposableBean {

    /**
     * The threads for finding users. A look-up waits for the application's own database, which more threads would not
     * make quicker.
     */
    private static final int LOOK_UP_THREADS = Math.max(Schedulers.DEFAULT_BOUNDED_ELASTIC_SIZE, 64);

    /** The threads in addition to those that may wait for keys. */
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

    /**
     * Creates more threads than may wait for the keys of an issuer that hangs, so that some remain for all other
     * requests; at most {@value #MOST_THREADS}.
     */
    public static VerificationSchedulers outnumbering(JotguardProperties.Refresh refresh) {
        Integer set = refresh.maxInitialLoadWaits();
        int waiting = set == null ? RefreshPolicy.defaults().maxInitialLoadWaits() : set;
        int threads = Math.min(MOST_THREADS - SPARE_THREADS, waiting) + SPARE_THREADS;
        return new VerificationSchedulers(threads, LOOK_UP_THREADS, QUEUED_PER_THREAD);
    }

    private static Scheduler scheduler(String name, int threads, int queuedPerThread) {
        return Schedulers.newBoundedElastic(threads, queuedPerThread, name, IDLE_SECONDS, true);
    }

    /**
     * Runs a verification. Fails with {@link VerificationFailedException} on an error of the JVM, or if the queue is
     * full.
     */
    public <T> Mono<T> verify(Callable<T> call) {
        return on(verifications, call);
    }

    /** Runs a look-up; fails as {@link #verify} does. */
    <T> Mono<T> lookUp(Callable<T> call) {
        return on(lookUps, call);
    }

    private static <T> Mono<T> on(Scheduler scheduler, Callable<T> call) {
        return Mono.fromCallable(() -> withoutErrors(call))
                .subscribeOn(scheduler)
                .onErrorMap(RejectedExecutionException.class, VerificationFailedException::new);
    }

    /** Converts errors, because Reactor throws some of them up the thread, without a response to the request. */
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
