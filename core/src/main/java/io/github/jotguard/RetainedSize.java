package io.github.jotguard;

import io.github.jotguard.json.JsonNames;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The approximate heap size of a token in the cache, in bytes, rounded up. It is for a 64-bit JVM with compressed
 * references. It is counted object by object, because three characters of JSON can be an object of a hundred bytes.
 */
final class RetainedSize {

    /** Hash, entry, {@code VerifiedJwt}, claims object, times, a share of a header, and the bookkeeping of Caffeine. */
    private static final int ENTRY = 440;

    private static final int MAP = 168;
    private static final int NESTED_MAP = 136;
    private static final int MEMBER = 48;
    private static final int LIST = 48;
    private static final int ELEMENT = 8;
    private static final int STRING = 48;
    private static final int NUMBER = 24;
    private static final int DECIMAL = 40;
    private static final int DIGITS_IN_A_LONG = 18;
    private static final int LARGE_INTEGER = 64;

    private RetainedSize() {}

    static int of(VerifiedJwt jwt) {
        return (int) Math.min(Integer.MAX_VALUE, ENTRY + MAP + members(jwt.claims()));
    }

    private static long of(@Nullable Object value) {
        if (value instanceof String text) {
            return text(text);
        }
        if (value instanceof Map<?, ?> members) {
            return members.isEmpty() ? 0 : NESTED_MAP + members(members);
        }
        if (value instanceof List<?> elements) {
            return elements.isEmpty() ? 0 : list(elements);
        }
        if (value instanceof BigDecimal number) {
            return number.precision() <= DIGITS_IN_A_LONG ? DECIMAL : DECIMAL + LARGE_INTEGER + number.precision() / 2;
        }
        return value instanceof Number ? NUMBER : 0;
    }

    private static long members(Map<?, ?> members) {
        long bytes = 0;
        for (Map.Entry<?, ?> member : members.entrySet()) {
            bytes += MEMBER + name((String) member.getKey()) + of(member.getValue());
        }
        return bytes;
    }

    private static long name(String name) {
        return JsonNames.isShared(name) ? 0 : text(name);
    }

    private static long list(List<?> elements) {
        long bytes = LIST;
        for (Object element : elements) {
            bytes += ELEMENT + of(element);
        }
        return bytes;
    }

    /** Counts one byte for each character, or two if one of them is beyond Latin-1. */
    private static long text(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0xff) {
                return STRING + 2L * text.length();
            }
        }
        return STRING + (long) text.length();
    }
}
