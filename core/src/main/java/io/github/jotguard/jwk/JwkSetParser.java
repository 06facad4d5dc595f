package io.github.jotguard.jwk;

import io.github.jotguard.VerificationKey;
import io.github.jotguard.json.JsonReader;
import io.github.jotguard.json.LogSanitizer;
import io.github.jotguard.json.MalformedTextException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parses a JWK Set (RFC 7517 §5) key by key. A text that is not a set is rejected. A key that is unknown, not public,
 * broken or meant for another use is skipped, and so are keys beyond the limit. The others keep working.
 */
public final class JwkSetParser {

    /** Maximum nesting. It is deeper than needed, because {@code x5c} and extensions are skipped. */
    public static final int MAX_DEPTH = 64;

    static final String WITHOUT_KEY_ID = "a key without kid";
    static final String SURPLUS = " keys are skipped:";

    private JwkSetParser() {}

    /**
     * Parses a set.
     *
     * @param maxKeys the maximum number of entries that are read; further ones are skipped
     * @throws MalformedJwkSetException if it is not a JSON object with an array {@code keys}
     */
    public static JwkSetSnapshot parse(byte[] utf8, int maxKeys) {
        List<?> entries = keysOf(utf8);
        List<VerificationKey> keys = new ArrayList<>();
        Set<String> skipped = new LinkedHashSet<>();
        Set<String> ignored = new LinkedHashSet<>();
        if (entries.size() > maxKeys) {
            skipped.add(
                    (entries.size() - maxKeys) + SURPLUS + " the set has more than " + maxKeys + " keys, see maxKeys");
        }
        for (Object entry : entries.subList(0, Math.min(entries.size(), maxKeys))) {
            try {
                keys.add(parseKey(entry));
            } catch (UnusableJwkException unusable) {
                (unusable.isBroken() ? skipped : ignored)
                        .add(describe(entry) + " is skipped: " + unusable.getMessage());
            }
        }
        return new JwkSetSnapshot(keys, List.copyOf(skipped), List.copyOf(ignored));
    }

    /**
     * Names an entry by its {@code kid}, because many issuers order the same keys differently from one response to the
     * next.
     */
    private static String describe(@Nullable Object entry) {
        return entry instanceof Map<?, ?> members && members.get("kid") instanceof String kid
                ? describe(kid)
                : WITHOUT_KEY_ID;
    }

    static String describe(String keyId) {
        return "the key \"" + LogSanitizer.sanitize(keyId) + "\"";
    }

    private static List<?> keysOf(byte[] utf8) {
        try {
            Map<String, @Nullable Object> members =
                    JsonReader.parseObject(utf8, MAX_DEPTH, JsonReader.Duplicates.DROP_OBJECT);
            if (members.get("keys") instanceof List<?> entries) {
                return entries;
            }
            String kind = BodyKind.of(members).map(what -> ": " + what).orElse("");
            throw new MalformedJwkSetException("a response without an array of keys" + kind);
        } catch (MalformedTextException malformed) {
            String kind = BodyKind.of(utf8).orElseGet(() -> String.valueOf(malformed.getMessage()));
            throw new MalformedJwkSetException("a response that is not a JSON object: " + kind, malformed);
        }
    }

    private static VerificationKey parseKey(@Nullable Object entry) throws UnusableJwkException {
        if (entry instanceof Map<?, ?> members) {
            return JwkParser.parse(members);
        }
        throw new UnusableJwkException("not an object, or one with duplicate members");
    }
}
