package io.github.jotguard.jwks;

import io.github.jotguard.VerificationKey;
import io.github.jotguard.parsing.JsonReader;
import io.github.jotguard.parsing.MalformedTextException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parses a JWK Set (RFC 7517 §5) key by key: one that is not understood, not public, broken or meant for something else is skipped, and the
 * others keep working. A set that is not a set at all is refused.
 */
final class JwkSetParser {

    static final int MAX_KEYS = 100;
    /** Deeper than a token may be: {@code x5c} and extensions are skipped, not used. */
    static final int MAX_DEPTH = 64;

    private JwkSetParser() {}

    /** @throws MalformedJwkSetException if it is not a JSON object with an array {@code keys} of at most {@link #MAX_KEYS} elements */
    static JwkSetSnapshot parse(byte[] utf8) {
        List<?> entries = keysOf(utf8);
        if (entries.size() > MAX_KEYS) {
            throw new MalformedJwkSetException("a JWK Set of more than " + MAX_KEYS + " keys");
        }
        List<VerificationKey> keys = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            try {
                keys.add(parseKey(entries.get(i)));
            } catch (UnusableJwkException unusable) {
                skipped.add("key " + (i + 1) + " is skipped: " + unusable.getMessage());
            }
        }
        return new JwkSetSnapshot(keys, skipped);
    }

    private static List<?> keysOf(byte[] utf8) {
        try {
            Map<String, @Nullable Object> members =
                    JsonReader.parseObject(utf8, MAX_DEPTH, JsonReader.Duplicates.DROP_OBJECT);
            if (members.get("keys") instanceof List<?> entries) {
                return entries;
            }
            String kind = BodyKind.of(members).map(what -> ": " + what).orElse("");
            throw new MalformedJwkSetException("an answer without an array of keys" + kind);
        } catch (MalformedTextException malformed) {
            String kind = BodyKind.of(utf8).orElseGet(() -> String.valueOf(malformed.getMessage()));
            throw new MalformedJwkSetException("an answer that is not a JSON object: " + kind);
        }
    }

    private static VerificationKey parseKey(@Nullable Object entry) throws UnusableJwkException {
        if (entry instanceof Map<?, ?> members) {
            return JwkParser.parse(members);
        }
        throw new UnusableJwkException("not an object, or one with duplicate members");
    }
}
