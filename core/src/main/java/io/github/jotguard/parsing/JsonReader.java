package io.github.jotguard.parsing;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A strict reader of one JSON object (RFC 8259) in UTF-8: no duplicate members, no trailing text, no byte order mark, no
 * invalid UTF-8, no unpaired surrogates, bounded depth and bounded numbers.
 *
 * <p>Objects become unmodifiable maps in the order of the text, arrays unmodifiable lists; strings are {@code String}, numbers
 * {@code Long} where they are whole and fit, else {@code BigDecimal}; then {@code Boolean} and {@code null}.
 */
public final class JsonReader {

    private static final int MAX_NUMBER_LENGTH = 128;
    private static final int MAX_EXPONENT_DIGITS = 3;
    private static final int ALWAYS_FITS_LONG = 18;

    private final byte[] text;
    private final int maxDepth;
    private final Duplicates duplicates;
    private int position;

    /** What to do with an object that names a member twice (RFC 8259 §4). */
    public enum Duplicates {
        /** The whole text is malformed. */
        REFUSE,
        /** That one object becomes {@link JsonReader#DROPPED}; the rest of the text is kept. */
        DROP_OBJECT
    }

    /** Stands where an object with duplicate members was. */
    public static final Object DROPPED = new Object();

    private JsonReader(byte[] text, int maxDepth, Duplicates duplicates) {
        this.text = text;
        this.maxDepth = maxDepth;
        this.duplicates = duplicates;
    }

    /**
     * Parses a text that is one JSON object.
     *
     * @param maxDepth how deep objects and arrays may be nested; the object itself is depth 1
     * @throws MalformedTextException if the text is anything else
     */
    public static Map<String, @Nullable Object> parseObject(byte[] utf8, int maxDepth, Duplicates duplicates) {
        JsonReader reader = new JsonReader(utf8, maxDepth, duplicates);
        reader.skipWhiteSpace();
        reader.expect('{');
        Object root = reader.object(1);
        reader.skipWhiteSpace();
        if (reader.position != utf8.length) {
            throw malformed("text after the JSON object");
        }
        if (root == DROPPED) {
            throw malformed("duplicate member");
        }
        @SuppressWarnings("unchecked") // object(int) gives nothing else
        Map<String, @Nullable Object> members = (Map<String, @Nullable Object>) root;
        return members;
    }

    private @Nullable Object value(int depth) {
        skipWhiteSpace();
        byte first = next();
        return switch (first) {
            case '"' -> string();
            case '{' -> object(depth + 1);
            case '[' -> array(depth + 1);
            case 't' -> literal("rue", true);
            case 'f' -> literal("alse", false);
            case 'n' -> literal("ull", null);
            default -> number(first);
        };
    }

    private Object object(int depth) {
        checkDepth(depth);
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        skipWhiteSpace();
        if (peek() == '}') {
            position++;
            return Collections.unmodifiableMap(members);
        }
        int count = 0;
        do {
            skipWhiteSpace();
            expect('"');
            String name = string();
            skipWhiteSpace();
            expect(':');
            members.put(name, value(depth));
            count++;
            skipWhiteSpace();
        } while (another('}'));
        return members.size() == count ? Collections.unmodifiableMap(members) : duplicate();
    }

    private Object duplicate() {
        if (duplicates == Duplicates.REFUSE) {
            throw malformed("duplicate member");
        }
        return DROPPED;
    }

    private List<@Nullable Object> array(int depth) {
        checkDepth(depth);
        List<@Nullable Object> elements = new ArrayList<>();
        skipWhiteSpace();
        if (peek() == ']') {
            position++;
            return Collections.unmodifiableList(elements);
        }
        do {
            elements.add(value(depth));
            skipWhiteSpace();
        } while (another(']'));
        return Collections.unmodifiableList(elements);
    }

    /** Whether a comma says that one more follows; anything but a comma or {@code end} is malformed. */
    private boolean another(char end) {
        byte separator = next();
        if (separator == ',') {
            return true;
        }
        if (separator == end) {
            return false;
        }
        throw malformed("comma or end expected");
    }

    private String string() {
        int start = position;
        byte seen = 0;
        for (int i = start; i < text.length; i++) {
            byte c = text[i];
            if (c == '"') {
                position = i + 1;
                return seen < 0 ? utf8(start, i) : new String(text, start, i - start, StandardCharsets.ISO_8859_1);
            }
            if (c == '\\') {
                position = start;
                return escapedString();
            }
            if (c >= 0 && c < ' ') {
                throw malformed("control character in a string");
            }
            seen |= c;
        }
        throw malformed("string without end");
    }

    private String escapedString() {
        StringBuilder string = new StringBuilder();
        int run = position;
        while (true) {
            byte c = next();
            if (c == '"' || c == '\\') {
                string.append(utf8(run, position - 1));
                if (c == '"') {
                    return string.toString();
                }
                escape(string);
                run = position;
            } else if (c >= 0 && c < ' ') {
                throw malformed("control character in a string");
            }
        }
    }

    private void escape(StringBuilder string) {
        byte c = next();
        switch (c) {
            case '"', '\\', '/' -> string.append((char) c);
            case 'b' -> string.append('\b');
            case 'f' -> string.append('\f');
            case 'n' -> string.append('\n');
            case 'r' -> string.append('\r');
            case 't' -> string.append('\t');
            case 'u' -> unicodeEscape(string);
            default -> throw malformed("unknown escape");
        }
    }

    private void unicodeEscape(StringBuilder string) {
        char unit = hex4();
        if (Character.isLowSurrogate(unit)) {
            throw malformed("unpaired surrogate");
        }
        string.append(unit);
        if (Character.isHighSurrogate(unit)) {
            expect('\\');
            expect('u');
            char low = hex4();
            if (!Character.isLowSurrogate(low)) {
                throw malformed("unpaired surrogate");
            }
            string.append(low);
        }
    }

    private char hex4() {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            byte c = next();
            int digit = c < 0 ? -1 : Character.digit((char) c, 16);
            if (digit < 0) {
                throw malformed("not a hexadecimal escape");
            }
            unit = unit << 4 | digit;
        }
        return (char) unit;
    }

    private String utf8(int from, int to) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text, from, to - from))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw malformed("not UTF-8");
        }
    }

    private Number number(byte first) {
        int start = position - 1;
        if (first == '-') {
            first = next();
        }
        if (first != '0') {
            position--;
            digits();
        }
        boolean whole = true;
        if (peek() == '.') {
            position++;
            digits();
            whole = false;
        }
        if (peek() == 'e' || peek() == 'E') {
            exponent();
            whole = false;
        }
        return number(start, whole);
    }

    private void exponent() {
        position++;
        if (peek() == '+' || peek() == '-') {
            position++;
        }
        if (digits() > MAX_EXPONENT_DIGITS) {
            throw malformed("number out of bounds");
        }
    }

    private Number number(int start, boolean whole) {
        int length = position - start;
        if (length > MAX_NUMBER_LENGTH) {
            throw malformed("number out of bounds");
        }
        String literal = new String(text, start, length, StandardCharsets.ISO_8859_1);
        if (whole && length <= ALWAYS_FITS_LONG) {
            return Long.parseLong(literal);
        }
        BigDecimal exact = new BigDecimal(literal);
        return whole && exact.precision() <= ALWAYS_FITS_LONG + 1 && fitsLong(exact) ? exact.longValue() : exact;
    }

    private static boolean fitsLong(BigDecimal whole) {
        return whole.toBigInteger().bitLength() < Long.SIZE;
    }

    private int digits() {
        int start = position;
        while (isDigit(peek())) {
            position++;
        }
        if (position == start) {
            throw malformed("digit expected");
        }
        return position - start;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private @Nullable Object literal(String rest, @Nullable Object meaning) {
        for (int i = 0; i < rest.length(); i++) {
            expect(rest.charAt(i));
        }
        return meaning;
    }

    private void checkDepth(int depth) {
        if (depth > maxDepth) {
            throw malformed("nested too deep");
        }
    }

    private void skipWhiteSpace() {
        while (position < text.length) {
            byte c = text[position];
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                return;
            }
            position++;
        }
    }

    private void expect(char expected) {
        if (next() != expected) {
            throw malformed("unexpected character");
        }
    }

    private byte next() {
        if (position == text.length) {
            throw malformed("unexpected end");
        }
        return text[position++];
    }

    private int peek() {
        return position < text.length ? text[position] : -1;
    }

    private static MalformedTextException malformed(String why) {
        return new MalformedTextException(why);
    }
}
