package io.github.jotguard.jwks;

import io.github.jotguard.testing.TestKey;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** An issuer without a network: answers fetches as it was told last, and counts them. */
final class ScriptedIssuer implements JwkSetSource {

    private final ManualTimeline timeline;
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile Callable<JwkSetFetcher.Response> behaviour;
    private volatile Duration maxAge;

    ScriptedIssuer(ManualTimeline timeline) {
        this.timeline = timeline;
        publish();
    }

    @Override
    public JwkSetFetcher.Response fetch(URI known, boolean isMetadataDue, JwkSetSource.Progress progress)
            throws Exception {
        fetches.incrementAndGet();
        return behaviour.call();
    }

    int fetches() {
        return fetches.get();
    }

    void publish(TestKey... keys) {
        answer(json(keys));
    }

    void answer(String body) {
        behaviour = () -> response(body);
    }

    void maxAge(Duration duration) {
        maxAge = duration;
    }

    void fail(Exception failure) {
        behaviour = () -> {
            throw failure;
        };
    }

    void fail(Error failure) {
        behaviour = () -> {
            throw failure;
        };
    }

    void goDown() {
        fail(new IOException("connection refused by 192.0.2.1"));
    }

    /** Fetches begun from now on wait at the gate, or for their interrupt, and get what is published now. */
    ManualTimeline.Gate hang(TestKey... keys) {
        ManualTimeline.Gate gate = timeline.new Gate();
        String body = json(keys);
        behaviour = () -> {
            gate.await();
            return response(body);
        };
        return gate;
    }

    /** As {@link #hang}, but no interrupt ends it. */
    ManualTimeline.Gate hangDeaf() {
        ManualTimeline.Gate gate = timeline.new Gate();
        behaviour = () -> {
            gate.awaitDeaf();
            return response(json());
        };
        return gate;
    }

    private JwkSetFetcher.Response response(String body) {
        return new JwkSetFetcher.Response(body.getBytes(StandardCharsets.UTF_8), Optional.ofNullable(maxAge));
    }

    private static String json(TestKey... keys) {
        return Arrays.stream(keys).map(TestKey::jwk).collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }
}
