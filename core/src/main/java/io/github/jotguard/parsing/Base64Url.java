package io.github.jotguard.parsing;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/** Base64url without padding (RFC 7515 §2), canonical (RFC 4648 §3.5): every byte sequence has exactly one spelling. */
public final class Base64Url {

    private static final byte[] SEXTETS = sextets();

    private Base64Url() {}

    /**
     * Decodes {@code text[from, to)}.
     *
     * @throws MalformedTextException for padding, white space, characters of other alphabets, an impossible length, or unused
     *     bits that are not zero
     */
    public static byte[] decode(byte[] text, int from, int to) {
        int length = to - from;
        if (length == 0) {
            return new byte[0];
        }
        checkAlphabet(text, from, to);
        checkLastCharacter(text[to - 1], length);
        ByteBuffer decoded = Base64.getUrlDecoder().decode(ByteBuffer.wrap(text, from, length));
        byte[] bytes = decoded.array();
        return decoded.remaining() == bytes.length ? bytes : Arrays.copyOf(bytes, decoded.remaining());
    }

    /** The JDK's decoder finds them too, but says so by an exception with a stack trace, which costs more than all the rest. */
    private static void checkAlphabet(byte[] text, int from, int to) {
        int all = 0;
        for (int i = from; i < to; i++) {
            all |= SEXTETS[text[i] & 0xff];
        }
        if (all < 0) {
            throw new MalformedTextException("not base64url");
        }
    }

    /**
     * Decodes a whole string.
     *
     * @throws MalformedTextException as {@link #decode(byte[], int, int)}
     */
    public static byte[] decode(String text) {
        byte[] ascii = text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        return decode(ascii, 0, ascii.length);
    }

    /** The JDK's decoder takes padding and ignores unused bits; both would give one token several spellings. */
    private static void checkLastCharacter(byte last, int length) {
        int sextet = SEXTETS[last & 0xff];
        int unusedBits =
                switch (length % 4) {
                    case 0 -> 0;
                    case 2 -> 0b1111;
                    case 3 -> 0b11;
                    default -> throw new MalformedTextException("impossible base64url length");
                };
        if ((sextet & unusedBits) != 0) {
            throw new MalformedTextException("not canonical base64url");
        }
    }

    private static byte[] sextets() {
        byte[] table = new byte[256];
        Arrays.fill(table, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for (int i = 0; i < alphabet.length(); i++) {
            table[alphabet.charAt(i)] = (byte) i;
        }
        return table;
    }
}
