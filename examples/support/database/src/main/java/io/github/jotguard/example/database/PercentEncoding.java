package io.github.jotguard.example.database;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-encoding of RFC 3986 §2.1, in which a plus sign is a plus sign. */
final class PercentEncoding {

    private PercentEncoding() {}

    /**
     * Decodes {@code text}; {@code part} names it in the message.
     *
     * @throws IllegalArgumentException if a percent sign is not followed by two hexadecimal digits, or the bytes are
     *     no UTF-8
     */
    static String decode(String part, String text) {
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(raw.length);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] != '%') {
                decoded.write(raw[i]);
                continue;
            }
            int high = i + 2 <= raw.length - 1 ? Character.digit(raw[i + 1], 16) : -1;
            int low = i + 2 <= raw.length - 1 ? Character.digit(raw[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                throw new IllegalArgumentException("DATABASE_URL is not percent-encoded correctly in its " + part);
            }
            decoded.write(high * 16 + low);
            i += 2;
        }
        return utf8(part, decoded.toByteArray());
    }

    /** Encodes {@code text} so that the JDBC driver, which reads a plus sign as a space, gets it unchanged. */
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String utf8(String part, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("DATABASE_URL is not UTF-8 in its " + part, e);
        }
    }
}
