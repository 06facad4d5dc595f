package io.github.jotguard.spring.actuator;

import io.github.jotguard.RejectionReason;
import io.github.jotguard.VerificationListener;
import io.github.jotguard.VerifiedJwt;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * Counts verifications by outcome and reason, and times them by outcome. All series exist from the start, one for each
 * reason: nothing of a token becomes a label.
 *
 * <p>Internal: may change without notice.
 */
public final class VerificationMetrics implements VerificationListener, MeterBinder {

    static final String VERIFICATIONS = "jotguard.verifications";
    static final String DURATION = "jotguard.verification.duration";

    private static final String ACCEPTED = "accepted";
    private static final String REJECTED = "rejected";
    private static final String UNAVAILABLE = "unavailable";

    /** The timers, one for each outcome in each registry. */
    private final List<Timer> timers = new CopyOnWriteArrayList<>();

    private final LongAdder accepted = new LongAdder();
    private final LongAdder unavailable = new LongAdder();
    private final Map<RejectionReason, LongAdder> rejected = new EnumMap<>(RejectionReason.class);

    public VerificationMetrics() {
        for (RejectionReason reason : RejectionReason.values()) {
            rejected.put(reason, new LongAdder());
        }
    }

    @Override
    public boolean mayBlock() {
        return false;
    }

    @Override
    public void accepted(VerifiedJwt jwt, Duration time) {
        accepted.increment();
        record(ACCEPTED, time);
    }

    @Override
    public void rejected(RejectionReason reason, Duration time) {
        rejected.getOrDefault(reason, unavailable).increment();
        record(REJECTED, time);
    }

    @Override
    public void keysUnavailable(Duration time) {
        unavailable.increment();
        record(UNAVAILABLE, time);
    }

    private void record(String outcome, Duration time) {
        timers.stream()
                .filter(timer -> outcome.equals(timer.getId().getTag("outcome")))
                .forEach(timer -> timer.record(time));
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        bind(registry, ACCEPTED, "none", accepted);
        bind(registry, UNAVAILABLE, "keys_unavailable", unavailable);
        rejected.forEach((reason, count) -> bind(registry, REJECTED, reason.code(), count));
        Stream.of(ACCEPTED, REJECTED, UNAVAILABLE)
                .map(outcome -> timer(registry, outcome))
                .forEach(timers::add);
    }

    private static Timer timer(MeterRegistry registry, String outcome) {
        return Timer.builder(DURATION)
                .description("Time that verifications of tokens took, waiting for keys included, by outcome")
                .tag("outcome", outcome)
                .register(registry);
    }

    private static void bind(MeterRegistry registry, String outcome, String reason, LongAdder count) {
        FunctionCounter.builder(VERIFICATIONS, count, LongAdder::sum)
                .description("Verifications of tokens, by outcome and reason")
                .baseUnit("tokens")
                .tag("outcome", outcome)
                .tag("reason", reason)
                .register(registry);
    }
}
