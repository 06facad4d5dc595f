package io.github.jotguard.jwks;

import io.github.jotguard.VerificationKey;
import io.github.jotguard.parsing.JsonReader;
import io.github.jotguard.parsing.MalformedTextException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parses a JWK Set (RFC 7517 §5) key by key: one that is not understood, not public, broken or meant for something else is skipped with
 * one warning, and the others keep working. A set that is not a set at all is refused.
 */
final class JwkSetParser {

    static final int MAX_KEYS = 100;
    /** Deeper than a token may be: {@code x5c} and extensions are skipped, not used. */
    static final int MAX_DEPTH = 64;

    private static final Logger LOG = LoggerFactory.getLogger(JwkSetParser.class);

    private JwkSetParser() {}

    /** @throws MalformedJwkSetException if it is not a JSON object with an array {@code keys} of at most {@link #MAX_KEYS} elements */
    static JwkSetSnapshot parse(byte[] utf8) {
        List<?> entries = keysOf(utf8);
        if (entries.size() > MAX_KEYS) {
            throw new MalformedJwkSetException("a JWK Set of more than " + MAX_KEYS + " keys");
        }
        List<VerificationKey> keys = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            addKey(keys, entries.get(i), i);
        }
        return new JwkSetSnapshot(keys);
    }

    private static List<?> keysOf(byte[] utf8) {
        try {
            Object keys = JsonReader.parseObject(utf8, MAX_DEPTH, JsonReader.Duplicates.DROP_OBJECT)
                    .get("keys");
            if (keys instanceof List<?> entries) {
                return entries;
            }
            throw new MalformedJwkSetException("an answer without an array of keys");
        } catch (MalformedTextException malformed) {
            throw new MalformedJwkSetException("an answer that is not a JSON object: " + malformed.getMessage());
        }
    }

    private static void addKey(List<VerificationKey> keys, @Nullable Object entry, int index) {
        try {
            if (!(entry instanceof Map<?, ?> members)) {
                throw new IllegalArgumentException("not an object, or one with duplicate members");
            }
            keys.add(JwkParser.parse(members));
        } catch (IllegalArgumentException unusable) {
            LOG.warn("Key {} of the JWK Set is skipped: {}", index, unusable.getMessage());
        }
    }
}
