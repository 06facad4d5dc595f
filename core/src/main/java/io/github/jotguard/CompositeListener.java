package io.github.jotguard;

import io.github.jotguard.logging.Interrupts;
import io.github.jotguard.logging.LoggerNames;
import io.github.jotguard.logging.RateLimitedLogger;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Calls several listeners and never fails, because a broken metric must not decide about a token. */
final class CompositeListener implements VerificationListener {

    private final List<VerificationListener> listeners;
    private final boolean isSilent;
    private final RateLimitedLogger failures = RateLimitedLogger.of(LoggerNames.VERIFICATION);

    CompositeListener(List<VerificationListener> listeners) {
        this.listeners = List.copyOf(listeners);
        this.isSilent = listeners.isEmpty();
    }

    @Override
    public boolean mayBlock() {
        return listeners.stream().anyMatch(VerificationListener::mayBlock);
    }

    /** Returns the start time of a verification, or 0 without reading the clock if there is no listener. */
    long begin() {
        return isSilent ? 0 : System.nanoTime();
    }

    void accepted(VerifiedJwt jwt, long begun) {
        reportTimed(begun, (listener, time) -> listener.accepted(jwt, time));
    }

    void rejected(RejectionReason reason, long begun) {
        reportTimed(begun, (listener, time) -> listener.rejected(reason, time));
    }

    void keysUnavailable(long begun) {
        reportTimed(begun, VerificationListener::keysUnavailable);
    }

    @Override
    public void keysRefreshed(KeysStatus status) {
        report(listener -> listener.keysRefreshed(status));
    }

    @Override
    public void keysRefreshFailed(KeysStatus status) {
        report(listener -> listener.keysRefreshFailed(status));
    }

    private void reportTimed(long begun, BiConsumer<VerificationListener, Duration> event) {
        if (!isSilent) {
            Duration time = Duration.ofNanos(System.nanoTime() - begun);
            report(listener -> event.accept(listener, time));
        }
    }

    private void report(Consumer<VerificationListener> event) {
        for (VerificationListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (Throwable failure) {
                Interrupts.keep(failure);
                failures.warn(
                        "A verification listener failed: {}", failure.getClass().getName());
            }
        }
    }
}
