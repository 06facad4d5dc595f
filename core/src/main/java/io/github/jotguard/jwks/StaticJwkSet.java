package io.github.jotguard.jwks;

import static java.util.Objects.requireNonNull;

import io.github.jotguard.JwsAlgorithm;
import io.github.jotguard.JwsHeader;
import io.github.jotguard.KeysStatus;
import io.github.jotguard.VerificationKey;
import io.github.jotguard.VerificationKeys;
import io.github.jotguard.jwk.JwkSetParser;
import io.github.jotguard.jwk.JwkSetSnapshot;
import io.github.jotguard.logging.LoggerNames;
import io.github.jotguard.logging.SafeLogging;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A fixed JWK Set, which is not fetched (RFC 7517 §5). Immutable and thread-safe. */
public final class StaticJwkSet implements VerificationKeys {

    private static final Logger LOG = LoggerFactory.getLogger(LoggerNames.JWKS);

    private final JwkSetSnapshot snapshot;

    private StaticJwkSet(JwkSetSnapshot snapshot) {
        this.snapshot = snapshot;
    }

    /**
     * Parses a JWK Set. Keys that cannot be used are skipped with a warning, and so are keys after the first
     * {@value RemoteJwkSet.Builder#LARGEST_MAX_KEYS}. A {@code TrustedIssuer} cannot be built with a set without a
     * usable key.
     *
     * @param json the text of the set
     * @throws IllegalArgumentException if it is not a JWK Set
     */
    public static StaticJwkSet ofJson(String json) {
        requireNonNull(json, "json");
        JwkSetSnapshot snapshot =
                JwkSetParser.parse(json.getBytes(StandardCharsets.UTF_8), RemoteJwkSet.Builder.LARGEST_MAX_KEYS);
        SafeLogging.run(() -> snapshot.skipped().forEach(entry -> LOG.warn("A static JWK Set: {}", entry)));
        SafeLogging.run(() -> snapshot.ignored().forEach(entry -> LOG.debug("A static JWK Set: {}", entry)));
        return new StaticJwkSet(snapshot);
    }

    /**
     * Returns a set of these keys.
     *
     * @param keys at least one key
     * @throws IllegalArgumentException if there is none
     */
    public static StaticJwkSet of(VerificationKey... keys) {
        if (keys.length == 0) {
            throw new IllegalArgumentException("StaticJwkSet.of(...) needs at least one key");
        }
        return new StaticJwkSet(new JwkSetSnapshot(List.of(keys), List.of(), List.of()));
    }

    @Override
    public List<VerificationKey> find(JwsHeader header) {
        return snapshot.find(header);
    }

    @Override
    public boolean mayBlock() {
        return false;
    }

    @Override
    public Optional<Set<JwsAlgorithm>> algorithms() {
        return Optional.of(snapshot.algorithms());
    }

    @Override
    public Optional<String> describeMissing(JwsHeader header) {
        return snapshot.describeMissing(header);
    }

    @Override
    public KeysStatus status() {
        return KeysStatus.fixed("static JWK Set", snapshot.keyIds(), snapshot.algorithms());
    }

    /** Returns the {@code kid}s. */
    @Override
    public String toString() {
        return "StaticJwkSet" + snapshot.keyIds();
    }
}
