package io.github.jotguard.jwk;

import io.github.jotguard.JwsAlgorithm;
import io.github.jotguard.JwsHeader;
import io.github.jotguard.VerificationKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The usable keys of one JWK Set. It finds those that fit a header (RFC 7515 §4.1.4, RFC 7517 §4.5). Immutable. */
public final class JwkSetSnapshot {

    private final List<VerificationKey> keys;
    private final Map<String, List<VerificationKey>> byKeyId;
    private final List<String> skipped;
    private final List<String> ignored;

    /**
     * Creates a set of usable keys.
     *
     * @param skipped the entries that their issuer should repair, each with the cause, in words fit for a log
     * @param ignored the valid entries of another use or type, in words fit for a log
     */
    public JwkSetSnapshot(List<VerificationKey> keys, List<String> skipped, List<String> ignored) {
        this.keys = List.copyOf(keys);
        this.skipped = List.copyOf(skipped);
        this.ignored = List.copyOf(ignored);
        this.byKeyId = byKeyId(keys);
    }

    private static Map<String, List<VerificationKey>> byKeyId(List<VerificationKey> keys) {
        Map<String, List<VerificationKey>> byKeyId = new HashMap<>();
        for (VerificationKey key : keys) {
            if (key.keyId().isPresent()) {
                byKeyId.computeIfAbsent(key.keyId().get(), first -> new ArrayList<>())
                        .add(key);
            }
        }
        byKeyId.replaceAll((id, found) -> List.copyOf(found));
        return byKeyId;
    }

    public List<VerificationKey> find(JwsHeader header) {
        List<VerificationKey> candidates =
                header.keyId().isPresent() ? byKeyId.getOrDefault(header.keyId().get(), List.of()) : keys;
        if (candidates.size() == 1) { // as nearly always
            return candidates.get(0).fits(header) ? candidates : List.of();
        }
        return candidates.stream().filter(key -> key.fits(header)).toList();
    }

    /**
     * Returns whether the set has the {@code kid}. If its key does not fit the algorithm, fetching again would not
     * help.
     */
    public boolean hasKeyId(JwsHeader header) {
        return header.keyId().isPresent() && byKeyId.containsKey(header.keyId().get());
    }

    /**
     * Describes why {@link #find} has no key, if it is known. The key is skipped, is for other algorithms, or may be
     * beyond the limit of keys.
     */
    public Optional<String> describeMissing(JwsHeader header) {
        String entry = header.keyId().map(JwkSetParser::describe).orElse(JwkSetParser.WITHOUT_KEY_ID) + " ";
        return Stream.concat(skipped.stream(), ignored.stream())
                .filter(line -> line.startsWith(entry))
                .findFirst()
                .or(() -> describeOtherAlgorithms(header))
                .or(() -> skipped.stream()
                        .filter(line -> line.contains(JwkSetParser.SURPLUS))
                        .findFirst());
    }

    private Optional<String> describeOtherAlgorithms(JwsHeader header) {
        return hasKeyId(header)
                ? Optional.of("the key of this kid is not for " + header.algorithm())
                : Optional.empty();
    }

    public Set<JwsAlgorithm> algorithms() {
        Set<JwsAlgorithm> algorithms = EnumSet.noneOf(JwsAlgorithm.class);
        keys.forEach(key -> algorithms.addAll(key.algorithms()));
        return Collections.unmodifiableSet(algorithms);
    }

    public List<String> skipped() {
        return skipped;
    }

    public List<String> ignored() {
        return ignored;
    }

    public List<String> keyIds() {
        return keys.stream()
                .map(key -> key.keyId().orElse(null))
                .filter(Objects::nonNull)
                .toList();
    }
}
