package io.github.jotguard.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Decodes base64url without padding (RFC 7515 §2), canonical (RFC 4648 §3.5): every byte sequence has exactly one
 * spelling.
 *
 * <p>The JDK's decoder accepts padding and ignores unused bits, so that one token has several spellings. It reports a
 * foreign character by an exception with a stack trace. Checking the text before it costs more on JDK 17 than decoding
 * it here.
 */
public final class Base64Url {

    /**
     * The value of each character; negative for one that is not in the alphabet. A negative value stays negative when
     * it is shifted and combined.
     */
    private static final int[] SEXTETS = sextets();

    private static final VarHandle BIG_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Base64Url() {}

    /**
     * Decodes {@code text[from, to)}.
     *
     * @throws MalformedTextException for padding, white space, characters of other alphabets, an impossible length, or
     *     unused bits that are not zero
     */
    public static byte[] decode(byte[] text, int from, int to) {
        int rest = (to - from) % 4;
        if (rest == 1) {
            throw new MalformedTextException("impossible base64url length");
        }
        byte[] bytes = new byte[(to - from) / 4 * 3 + (rest == 0 ? 0 : rest - 1)];
        long all = 0;
        int in = from;
        int out = 0;
        for (; out <= bytes.length - Long.BYTES; in += 8, out += 6) {
            long six = (long) four(text, in) << 24 | four(text, in + 4);
            all |= six;
            BIG_ENDIAN.set(bytes, out, six << 16); // the two bytes too many are written over
        }
        for (; in < to - rest; in += 4, out += 3) {
            int three = four(text, in);
            all |= three;
            bytes[out] = (byte) (three >> 16);
            bytes[out + 1] = (byte) (three >> 8);
            bytes[out + 2] = (byte) three;
        }
        if ((all | decodeRest(text, to - rest, rest, bytes, out)) < 0) {
            throw new MalformedTextException("not base64url");
        }
        return bytes;
    }

    /**
     * Decodes two characters to one byte or three to two; returns a negative number if one of them is not in the
     * alphabet.
     */
    private static int decodeRest(byte[] text, int from, int rest, byte[] bytes, int out) {
        if (rest == 0) {
            return 0;
        }
        int last = rest == 3 ? sextet(text, from + 2) : 0;
        int three = sextet(text, from) << 18 | sextet(text, from + 1) << 12 | last << 6;
        int unused = rest == 3 ? 0xff : 0xffff;
        if (three >= 0 && (three & unused) != 0) {
            throw new MalformedTextException("not canonical base64url");
        }
        bytes[out] = (byte) (three >> 16);
        if (rest == 3) {
            bytes[out + 1] = (byte) (three >> 8);
        }
        return three;
    }

    /** Decodes four characters to three bytes; returns a negative number if one of them is not in the alphabet. */
    private static int four(byte[] text, int i) {
        return sextet(text, i) << 18 | sextet(text, i + 1) << 12 | sextet(text, i + 2) << 6 | sextet(text, i + 3);
    }

    private static int sextet(byte[] text, int i) {
        return SEXTETS[text[i] & 0xff];
    }

    /**
     * Decodes a whole string.
     *
     * @throws MalformedTextException as {@link #decode(byte[], int, int)}
     */
    public static byte[] decode(String text) {
        byte[] latin1 = text.getBytes(StandardCharsets.ISO_8859_1);
        return decode(latin1, 0, latin1.length);
    }

    private static int[] sextets() {
        int[] table = new int[256];
        Arrays.fill(table, -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for (int i = 0; i < alphabet.length(); i++) {
            table[alphabet.charAt(i)] = i;
        }
        return table;
    }
}
