package io.github.jotguard.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** Reads numbers (RFC 8259 §6) exactly: whole ones that fit as {@code Long}, all others as {@code BigDecimal}. */
final class JsonNumbers {

    private static final int MAX_LENGTH = 128;
    /** Maximum number of digits of an exponent. Arithmetic on 1e999 is fast, but on 1e999999999 it does not end. */
    private static final int MAX_EXPONENT_DIGITS = 3;

    private static final int ALWAYS_FITS_LONG = 18;

    private JsonNumbers() {}

    /** Reads the number whose first byte has just been read. */
    static Number read(JsonCursor cursor, byte first) {
        int start = cursor.position - 1;
        if ((first == '-' ? cursor.next() : first) != '0') {
            cursor.position--;
            skipDigits(cursor);
        }
        boolean whole = true;
        if (cursor.peek() == '.') {
            cursor.position++;
            skipDigits(cursor);
            whole = false;
        }
        if (cursor.peek() == 'e' || cursor.peek() == 'E') {
            skipExponent(cursor);
            whole = false;
        }
        return number(cursor, start, whole);
    }

    private static void skipExponent(JsonCursor cursor) {
        cursor.position++;
        if (cursor.peek() == '+' || cursor.peek() == '-') {
            cursor.position++;
        }
        int digits = cursor.position;
        skipDigits(cursor);
        while (digits < cursor.position && cursor.text[digits] == '0') {
            digits++;
        }
        if (cursor.position - digits > MAX_EXPONENT_DIGITS) {
            throw JsonCursor.malformed("number out of bounds");
        }
    }

    private static void skipDigits(JsonCursor cursor) {
        int start = cursor.position;
        while (cursor.peek() >= '0' && cursor.peek() <= '9') {
            cursor.position++;
        }
        if (cursor.position == start) {
            throw JsonCursor.malformed("digit expected");
        }
    }

    private static Number number(JsonCursor cursor, int start, boolean whole) {
        int length = cursor.position - start;
        if (length > MAX_LENGTH) {
            throw JsonCursor.malformed("number out of bounds");
        }
        if (whole && length <= ALWAYS_FITS_LONG) {
            return wholeNumber(cursor.text, start, cursor.position);
        }
        BigDecimal exact = new BigDecimal(new String(cursor.text, start, length, StandardCharsets.ISO_8859_1));
        return whole && exact.toBigInteger().bitLength() < Long.SIZE ? exact.longValueExact() : exact;
    }

    private static long wholeNumber(byte[] text, int from, int to) {
        boolean isNegative = text[from] == '-';
        long number = 0;
        for (int i = isNegative ? from + 1 : from; i < to; i++) {
            number = number * 10 + text[i] - '0';
        }
        return isNegative ? -number : number;
    }
}
