package io.github.jotguard.spring;

import io.github.jotguard.RejectionReason;
import io.github.jotguard.VerificationListener;
import io.github.jotguard.VerifiedJwt;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts verifications by outcome and reason. All series are there from the start, and there are as many as there are reasons: nothing of
 * a token becomes a label.
 */
final class VerificationMetrics implements VerificationListener, MeterBinder {

    static final String VERIFICATIONS = "jotguard.verifications";

    private final LongAdder accepted = new LongAdder();
    private final LongAdder unavailable = new LongAdder();
    private final Map<RejectionReason, LongAdder> rejected = new EnumMap<>(RejectionReason.class);

    VerificationMetrics() {
        for (RejectionReason reason : RejectionReason.values()) {
            rejected.put(reason, new LongAdder());
        }
    }

    @Override
    public void accepted(VerifiedJwt jwt) {
        accepted.increment();
    }

    @Override
    public void rejected(RejectionReason reason) {
        rejected.getOrDefault(reason, unavailable).increment();
    }

    @Override
    public void keysUnavailable() {
        unavailable.increment();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        bind(registry, "accepted", "none", accepted);
        bind(registry, "unavailable", "keys_unavailable", unavailable);
        rejected.forEach((reason, count) -> bind(registry, "rejected", reason.code(), count));
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
