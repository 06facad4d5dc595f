package io.github.jotguard.cli;

import io.github.jotguard.json.Base64Url;
import io.github.jotguard.json.JsonReader;
import io.github.jotguard.json.MalformedTextException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Header and claims of a token that nobody has verified. Everything in it may be a lie of the sender.
 *
 * @param header the header parameters
 * @param claims the claims
 */
record UnverifiedToken(Map<String, @Nullable Object> header, Map<String, @Nullable Object> claims) {

    /** As deep as a verifier reads. */
    private static final int MAX_DEPTH = 64;

    private static final int SEGMENTS = 3;

    /**
     * Parses a token as strictly as a verifier does.
     *
     * @return empty if it is not a compact JWS whose header and claims are JSON objects
     */
    static Optional<UnverifiedToken> parse(String text) {
        String[] segments = text.split("\\.", -1);
        if (segments.length != SEGMENTS) {
            return Optional.empty();
        }
        try {
            return Optional.of(new UnverifiedToken(object(segments[0]), object(segments[1])));
        } catch (MalformedTextException malformed) {
            return Optional.empty();
        }
    }

    private static Map<String, @Nullable Object> object(String segment) throws MalformedTextException {
        return new HashMap<>(
                JsonReader.parseObject(Base64Url.decode(segment), MAX_DEPTH, JsonReader.Duplicates.REJECT));
    }

    /** Returns a header parameter that is a string, else an empty text. */
    String headerText(String name) {
        return text(header.get(name));
    }

    /** Returns a claim that is a string, else an empty text. */
    String claimText(String name) {
        return text(claims.get(name));
    }

    boolean has(String claim) {
        return claims.get(claim) != null;
    }

    /** Returns the values of a claim that is a string or an array of strings. */
    List<String> texts(String claim) {
        Object value = claims.get(claim);
        List<String> texts = new ArrayList<>();
        if (value instanceof String one) {
            texts.add(one);
        } else if (value instanceof List<?> several) {
            several.stream()
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .forEach(texts::add);
        }
        return texts;
    }

    private static String text(@Nullable Object value) {
        return value instanceof String text ? text : "";
    }
}
