package io.github.jotguard.jwks;

import io.github.jotguard.jwk.JwkSetParser;
import io.github.jotguard.jwk.JwkSetSnapshot;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Fetches and parses a set, and returns the change of the state. Changes nothing itself; thread-safe. */
final class JwkSetLoader {

    private final JwkSetSource source;
    private final int maxKeys;
    private final RefreshPolicy policy;
    private final RefreshScheduler scheduler;
    private final DoubleSupplier random;

    JwkSetLoader(
            JwkSetSource source, int maxKeys, RefreshPolicy policy, RefreshScheduler scheduler, DoubleSupplier random) {
        this.source = source;
        this.maxKeys = maxKeys;
        this.policy = policy;
        this.scheduler = scheduler;
        this.random = random;
    }

    /**
     * Fetches the set.
     *
     * @param metadata receives the JWKS URI of the issuer's metadata, and the time after which they are read again
     */
    UnaryOperator<JwkSetState> load(@Nullable URI known, boolean isMetadataDue, BiConsumer<URI, Duration> metadata)
            throws Exception {
        List<String> notices = new ArrayList<>();
        JwkSetFetcher.Response response = source.fetch(known, isMetadataDue, progress(metadata, notices));
        JwkSetSnapshot snapshot = JwkSetParser.parse(response.body(), maxKeys);
        notices.addAll(snapshot.skipped());
        Duration freshness = freshness(response.maxAge());
        Instant time = scheduler.now();
        return before -> before.succeeded(snapshot, List.copyOf(notices), time, freshness, policy);
    }

    /**
     * Returns the change of the state after a failure. It reads the exception, whose class may be foreign code. So no
     * lock may be held unless the JVM threw it.
     */
    UnaryOperator<JwkSetState> failed(Throwable thrown, long now) {
        FetchFailure failure = FetchFailure.of(thrown);
        double chance = random.getAsDouble();
        return before -> before.failed(failure, now, policy, chance);
    }

    /** Returns the failure of a fetch that has not ended at its deadline. */
    JwkSetFetchException tooLate() {
        return new JwkSetFetchException(HttpJwkSetFetcher.tooLate(policy.fetchDeadline(), source.phase()));
    }

    private Duration freshness(Optional<Duration> maxAge) {
        return policy.freshness(maxAge, random.getAsDouble());
    }

    private JwkSetSource.Progress progress(BiConsumer<URI, Duration> metadata, List<String> notices) {
        return new JwkSetSource.Progress() {
            @Override
            public void metadataRead(URI jwksUri, Optional<Duration> maxAge) {
                metadata.accept(jwksUri, policy.refreshAfter(freshness(maxAge)));
            }

            @Override
            public void notice(String text) {
                notices.add(text);
            }
        };
    }
}
