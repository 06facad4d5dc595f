package io.github.jotguard.jwks;

import io.github.jotguard.KeysListener;
import io.github.jotguard.json.AddressText;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a {@link RemoteJwkSet}.
 *
 * @param location the JWKS URI, or the issuer whose metadata name it
 * @param clock null for the system's time
 */
record JwkSetSettings(
        String location,
        boolean isDiscovered,
        RefreshPolicy policy,
        int maxBytes,
        int maxKeys,
        boolean isPlainHttpAllowed,
        JwkSetFetcher fetcher,
        @Nullable InstantSource clock) {

    /** Creates a set with its threads and scheduler. Nothing runs before it is used. */
    JwkSetCache open(List<KeysListener> listeners) {
        String shown = (isDiscovered ? "the metadata of " : "") + AddressText.of(location);
        RefreshEvents reports = new RefreshEvents(shown, listeners, SystemRefreshScheduler::startDaemon);
        RefreshScheduler scheduler = new SystemRefreshScheduler(clock);
        DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();
        return new JwkSetCache(
                new JwkSetRefresher(source(reports), policy, scheduler, random, reports, maxKeys), policy, scheduler);
    }

    private JwkSetSource source(RefreshEvents reports) {
        URI address = URI.create(location);
        JwkSetFetcher chosen = fetcher instanceof HttpJwkSetFetcher http
                ? http.within(maxBytes, policy.fetchDeadline(), address)
                : fetcher;
        BoundedFetcher bounded = new BoundedFetcher(chosen, maxBytes, reports::addException);
        JwkSetSource source = isDiscovered
                ? new MetadataDiscovery(location, bounded, isPlainHttpAllowed)
                : (known, isMetadataDue, progress) -> bounded.fetch(address);
        return new FetchingSource(source, bounded);
    }

    /** A source that reports the phase of a fetch and a set that approaches the limit of bytes. */
    private record FetchingSource(JwkSetSource source, BoundedFetcher bounded) implements JwkSetSource {

        @Override
        public JwkSetFetcher.Response fetch(@Nullable URI known, boolean isMetadataDue, Progress progress)
                throws Exception {
            return bounded.noticeSize(source.fetch(known, isMetadataDue, progress), progress);
        }

        @Override
        public Optional<String> phase() {
            return bounded.fetcher() instanceof HttpJwkSetFetcher http ? http.phase() : Optional.empty();
        }
    }
}
