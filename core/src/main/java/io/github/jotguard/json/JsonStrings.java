package io.github.jotguard.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads strings (RFC 8259 §7) of valid UTF-8 in which every surrogate has its pair (RFC 3629 §3). */
final class JsonStrings {

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101010101010101L;
    private static final long SPACES = ONES * ' ';
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final long HIGHEST_BITS = 0x8080808080808080L;
    /** The replacement character, to which the JDK decodes malformed bytes. */
    private static final char REPLACEMENT = '\uFFFD';

    private JsonStrings() {}

    /** Reads the string whose opening quotation mark has just been read. */
    static String read(JsonCursor cursor) {
        byte[] text = cursor.text;
        int start = cursor.position;
        byte seen = 0;
        for (int i = plainUntil(text, start); i < text.length; i++) {
            byte c = text[i];
            if (c == '"') {
                cursor.position = i + 1;
                return seen < 0
                        ? utf8(text, start, i)
                        : new String(text, start, i - start, StandardCharsets.ISO_8859_1);
            }
            if (c == '\\') {
                return readEscaped(cursor);
            }
            rejectControl(c);
            seen |= c;
        }
        throw JsonCursor.malformed("string without end");
    }

    /**
     * Finds the first place that may hold a byte that is not plain. It checks eight bytes at a time. Plain bytes are
     * ASCII characters except control characters, quotation mark and backslash. The lowest byte that is not plain has
     * its highest bit set in one of the terms. It borrows from the subtraction, or had the bit set already. The plain
     * bytes below it do not, and a borrow that changes those above does not matter.
     */
    private static int plainUntil(byte[] text, int start) {
        int i = start;
        while (i <= text.length - Long.BYTES) {
            long bytes = (long) EIGHT_BYTES.get(text, i);
            long special = bytes - SPACES | (bytes ^ QUOTES) - ONES | (bytes ^ BACKSLASHES) - ONES | bytes;
            special &= HIGHEST_BITS;
            if (special != 0) {
                return i + Long.numberOfTrailingZeros(special) / Byte.SIZE;
            }
            i += Long.BYTES;
        }
        return i;
    }

    /**
     * Copies the string without its escapes, which are never shorter than the characters they encode. Then it decodes
     * the copy once.
     */
    private static String readEscaped(JsonCursor cursor) {
        Unescaped unescaped = new Unescaped(new byte[lengthOf(cursor)]);
        for (byte c = cursor.next(); c != '"'; c = cursor.next()) {
            rejectControl(c);
            if (c == '\\') {
                unescaped.appendEscape(cursor);
            } else {
                unescaped.append(c);
            }
        }
        return utf8(unescaped.bytes, 0, unescaped.length);
    }

    /** Counts the bytes before the closing quotation mark, or before the end if there is none. */
    private static int lengthOf(JsonCursor cursor) {
        byte[] text = cursor.text;
        int i = cursor.position;
        while (i < text.length && text[i] != '"') {
            i += text[i] == '\\' ? 2 : 1;
        }
        return i - cursor.position;
    }

    private static void rejectControl(byte c) {
        if (c >= 0 && c < ' ') {
            throw JsonCursor.malformed("control character in a string");
        }
    }

    /**
     * Decodes without a separate decoder for each string. A replacement character shows that the bytes may be
     * malformed.
     */
    private static String utf8(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0 && !isEncodedAs(text, bytes, from, to)) {
            throw JsonCursor.malformed("not UTF-8");
        }
        return text;
    }

    /**
     * Returns whether the bytes hold the replacement characters themselves. Replaced malformed bytes would not be
     * encoded as the same bytes.
     */
    private static boolean isEncodedAs(String text, byte[] bytes, int from, int to) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        return Arrays.equals(encoded, 0, encoded.length, bytes, from, to);
    }

    /** A string in UTF-8 while it is built. */
    private static final class Unescaped {

        private final byte[] bytes;
        private int length;

        Unescaped(byte[] bytes) {
            this.bytes = bytes;
        }

        void append(int b) {
            bytes[length++] = (byte) b;
        }

        void appendEscape(JsonCursor cursor) {
            byte c = cursor.next();
            switch (c) {
                case '"', '\\', '/' -> append(c);
                case 'b' -> append('\b');
                case 'f' -> append('\f');
                case 'n' -> append('\n');
                case 'r' -> append('\r');
                case 't' -> append('\t');
                case 'u' -> appendCodePoint(codePoint(cursor));
                default -> throw JsonCursor.malformed("unknown escape");
            }
        }

        private void appendCodePoint(int codePoint) {
            for (byte b : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
                append(b);
            }
        }

        private static int codePoint(JsonCursor cursor) {
            char unit = hex4(cursor);
            if (!Character.isSurrogate(unit)) {
                return unit;
            }
            cursor.expect('\\');
            cursor.expect('u');
            char low = hex4(cursor);
            if (!Character.isSurrogatePair(unit, low)) {
                throw JsonCursor.malformed("unpaired surrogate");
            }
            return Character.toCodePoint(unit, low);
        }

        private static char hex4(JsonCursor cursor) {
            int unit = 0;
            for (int i = 0; i < 4; i++) {
                byte c = cursor.next();
                int digit = c < 0 ? -1 : Character.digit((char) c, 16);
                if (digit < 0) {
                    throw JsonCursor.malformed("not a hexadecimal escape");
                }
                unit = unit << 4 | digit;
            }
            return (char) unit;
        }
    }
}
