package io.github.jotguard.secret;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Recognizes keys and certificates in place of a shared secret. With a public key as the secret, everyone could sign.
 */
public final class EncodedKeys {

    private static final Pattern TEXT = Pattern.compile("-{4,5} ?BEGIN|PuTTY-User-Key-File|<RSAKeyValue|\"kty\"\\s*:");
    /** A line of OpenSSH, with or without options before it. */
    private static final Pattern SSH = Pattern.compile("(^|\\s)(ssh-|ecdsa-sha2-|sk-ssh-|sk-ecdsa-)\\S+\\s+AAAA");
    /** The content of such a line's base64 after the length of the name (RFC 4253 §6.6). */
    private static final Pattern SSH_NAME =
            Pattern.compile("^\0\0\0.(ssh-|ecdsa-sha2-|sk-ssh-|sk-ecdsa-)", Pattern.DOTALL);

    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;
    private static final int LONG_LENGTH = 0x80;
    private static final int MOST_LENGTH_BYTES = 3;

    private EncodedKeys() {}

    /** Returns whether these bytes are a key, or its text in base64 or hexadecimal. */
    public static boolean include(byte[] secret) {
        String text = new String(secret, StandardCharsets.ISO_8859_1);
        return isKey(secret, text)
                || decoded(text).anyMatch(bytes -> isKey(bytes, new String(bytes, StandardCharsets.ISO_8859_1)));
    }

    private static boolean isKey(byte[] bytes, String text) {
        return isDer(bytes)
                || TEXT.matcher(text).find()
                || SSH.matcher(text).find()
                || SSH_NAME.matcher(text).find();
    }

    /** Decodes base64, base64url and hexadecimal, ignoring white space and colons. */
    private static Stream<byte[]> decoded(String text) {
        String dense = text.replaceAll("[\\s:\"']", "");
        return Stream.<Decoding>of(
                        Base64.getDecoder()::decode, Base64.getUrlDecoder()::decode, HexFormat.of()::parseHex)
                .map(decoding -> decode(decoding, dense));
    }

    private interface Decoding {
        byte[] decode(String text);
    }

    private static byte[] decode(Decoding decoding, String text) {
        try {
            return decoding.decode(text);
        } catch (IllegalArgumentException isNot) {
            return new byte[0];
        }
    }

    /**
     * Returns whether the bytes are one DER sequence that begins with a sequence or an integer. Keys and certificates
     * do (X.509, PKCS #1, PKCS #8). One in eight million random secrets does too.
     */
    private static boolean isDer(byte[] bytes) {
        if (bytes.length < 2 || bytes[0] != SEQUENCE) {
            return false;
        }
        int lengthBytes = (bytes[1] & LONG_LENGTH) == 0 ? 0 : bytes[1] & ~LONG_LENGTH & 0xff;
        int start = 2 + lengthBytes;
        if (lengthBytes > MOST_LENGTH_BYTES || start >= bytes.length) {
            return false;
        }
        int length = lengthBytes == 0 ? bytes[1] : 0;
        for (int i = 2; i < start; i++) {
            length = length << Byte.SIZE | (bytes[i] & 0xff);
        }
        return length == bytes.length - start && (bytes[start] == SEQUENCE || bytes[start] == INTEGER);
    }
}
