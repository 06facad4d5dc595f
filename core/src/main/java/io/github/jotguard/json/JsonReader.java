package io.github.jotguard.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A strict reader of one JSON object (RFC 8259) in UTF-8. Numbers have at most 128 characters and three digits of
 * exponent. It accepts no duplicate members, trailing text, byte order mark, invalid UTF-8 or unpaired surrogates.
 * Depth is bounded.
 *
 * <p>Objects become unmodifiable maps in the order of the text, and arrays unmodifiable lists. Strings are
 * {@code String}. Numbers are {@code Long} if they are whole and fit, otherwise {@code BigDecimal}. The other values
 * are {@code Boolean} and {@code null}.
 */
public final class JsonReader {

    private static final Map<String, @Nullable Object> NO_MEMBERS = Collections.unmodifiableMap(Collections.emptyMap());
    private static final List<@Nullable Object> NO_ELEMENTS = Collections.unmodifiableList(Collections.emptyList());
    /**
     * Initial capacity of nested objects and arrays. They seldom have more elements, and untrusted text can contain
     * many of them.
     */
    private static final int FEW = 2;

    private static final int FEW_OF_ROOT = 4;
    private static final int MOST_OF_ROOT = 16;
    /** Length of a text whose root has few members, in bytes. */
    private static final int SHORT_TEXT = 100;

    private final JsonCursor cursor;
    private final int maxDepth;
    private final Duplicates duplicates;

    /** The handling of an object that has a member twice (RFC 8259 §4). */
    public enum Duplicates {
        /** The whole text is malformed. */
        REJECT,
        /** Only this object becomes {@link JsonReader#DROPPED}; the rest of the text is kept. */
        DROP_OBJECT
    }

    /** The value in place of an object with duplicate members. */
    public static final Object DROPPED = new Object();

    private JsonReader(byte[] text, int maxDepth, Duplicates duplicates) {
        this.cursor = new JsonCursor(text);
        this.maxDepth = maxDepth;
        this.duplicates = duplicates;
    }

    /**
     * Parses a text that is one JSON object.
     *
     * @param maxDepth the maximum nesting of objects and arrays; the object itself is depth 1
     * @throws MalformedTextException if the text is anything else
     */
    public static Map<String, @Nullable Object> parseObject(byte[] utf8, int maxDepth, Duplicates duplicates) {
        return new JsonReader(utf8, maxDepth, duplicates).root();
    }

    private Map<String, @Nullable Object> root() {
        cursor.skipWhiteSpace();
        cursor.expect('{');
        Object root = object(1);
        cursor.skipWhiteSpace();
        if (!cursor.isAtEnd()) {
            throw JsonCursor.malformed("text after the JSON object");
        }
        if (root == DROPPED) {
            throw JsonCursor.malformed("duplicate member");
        }
        @SuppressWarnings("unchecked") // object(int) gives nothing else
        Map<String, @Nullable Object> members = (Map<String, @Nullable Object>) root;
        return members;
    }

    private @Nullable Object value(int depth) {
        cursor.skipWhiteSpace();
        byte first = cursor.next();
        return switch (first) {
            case '"' -> JsonStrings.read(cursor);
            case '{' -> object(depth + 1);
            case '[' -> array(depth + 1);
            case 't' -> literal("rue", true);
            case 'f' -> literal("alse", false);
            case 'n' -> literal("ull", null);
            default -> JsonNumbers.read(cursor, first);
        };
    }

    private Object object(int depth) {
        checkDepth(depth);
        cursor.skipWhiteSpace();
        if (cursor.peek() == '}') {
            cursor.position++;
            return NO_MEMBERS;
        }
        Map<String, @Nullable Object> members = new LinkedHashMap<>(depth == 1 ? capacityOfRoot() : FEW);
        int count = 0;
        do {
            cursor.skipWhiteSpace();
            cursor.expect('"');
            String name = JsonNames.read(cursor);
            cursor.skipWhiteSpace();
            cursor.expect(':');
            members.put(name, value(depth));
            count++;
            cursor.skipWhiteSpace();
        } while (another('}'));
        return members.size() == count ? Collections.unmodifiableMap(members) : duplicate();
    }

    /** A short text has few members: the header of a token has two or three as a rule. */
    private int capacityOfRoot() {
        return cursor.text.length < SHORT_TEXT ? FEW_OF_ROOT : MOST_OF_ROOT;
    }

    private Object duplicate() {
        if (duplicates == Duplicates.REJECT) {
            throw JsonCursor.malformed("duplicate member");
        }
        return DROPPED;
    }

    private List<@Nullable Object> array(int depth) {
        checkDepth(depth);
        cursor.skipWhiteSpace();
        if (cursor.peek() == ']') {
            cursor.position++;
            return NO_ELEMENTS;
        }
        List<@Nullable Object> elements = new ArrayList<>(FEW);
        do {
            elements.add(value(depth));
            cursor.skipWhiteSpace();
        } while (another(']'));
        return Collections.unmodifiableList(elements);
    }

    /** Returns whether a comma follows; anything except a comma or {@code end} is malformed. */
    private boolean another(char end) {
        byte separator = cursor.next();
        if (separator == ',') {
            return true;
        }
        if (separator == end) {
            return false;
        }
        throw JsonCursor.malformed("comma or end expected");
    }

    private @Nullable Object literal(String rest, @Nullable Object meaning) {
        cursor.expect(rest);
        return meaning;
    }

    private void checkDepth(int depth) {
        if (depth > maxDepth) {
            throw JsonCursor.malformed("nested too deep");
        }
    }
}
