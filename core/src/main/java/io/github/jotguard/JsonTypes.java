package io.github.jotguard;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names the JSON type of a value (RFC 8259 §3) without showing the value. */
final class JsonTypes {

    private JsonTypes() {}

    static String nameOf(@Nullable Object value) {
        if (value instanceof String) {
            return "a string";
        }
        if (value instanceof Number) {
            return "a number";
        }
        if (value instanceof Boolean) {
            return "true or false";
        }
        if (value instanceof List<?>) {
            return "an array";
        }
        return value instanceof Map<?, ?> ? "an object" : "null";
    }
}
