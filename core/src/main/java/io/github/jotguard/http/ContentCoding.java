package io.github.jotguard.http;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The compression of a body (RFC 9110 §8.4.1). Requests ask for none, but some servers compress anyway. Decompression
 * stops at the limit of bytes.
 */
enum ContentCoding {
    IDENTITY,
    GZIP,
    DEFLATE;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,20}");
    private static final int BUFFER = 8_192;

    /**
     * Returns the coding of a response.
     *
     * @throws UnusableResponseException if it is another one, or several
     */
    static ContentCoding of(HeaderFields fields) throws UnusableResponseException {
        List<String> values = fields.all("Content-Encoding");
        String coding = String.join(", ", values).strip().toLowerCase(Locale.ROOT);
        return switch (coding) {
            case "", "identity" -> IDENTITY;
            case "gzip", "x-gzip" -> GZIP;
            case "deflate" -> DEFLATE;
            default ->
                throw new UnusableResponseException("a response compressed with "
                        + (NAME.matcher(coding).matches() ? coding : "something unknown")
                        + " although it was requested uncompressed");
        };
    }

    /**
     * Decompresses a body.
     *
     * @throws UnusableResponseException if the body is broken or has more bytes than the limit
     */
    byte[] decode(byte[] body, int maxBytes) throws UnusableResponseException {
        if (this == IDENTITY) {
            return body;
        }
        Optional<Integer> start = this == GZIP ? GzipFormat.dataOffset(body) : Optional.of(0);
        if (start.isEmpty()) {
            throw broken();
        }
        Inflater inflater = new Inflater(this == GZIP);
        try {
            inflater.setInput(body, start.get(), body.length - start.get());
            byte[] decoded = inflate(inflater, maxBytes);
            int end = body.length - inflater.getRemaining();
            boolean isWhole = this == GZIP ? GzipFormat.isTrailer(body, end, decoded) : end == body.length;
            if (!isWhole) {
                throw broken();
            }
            return decoded;
        } finally {
            inflater.end();
        }
    }

    private byte[] inflate(Inflater inflater, int maxBytes) throws UnusableResponseException {
        ByteArrayOutputStream decoded = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER];
        try {
            while (!inflater.finished()) {
                int count = inflater.inflate(buffer);
                if (count == 0 && !inflater.finished()) { // it needs more input, or a dictionary
                    throw broken();
                }
                if (count > maxBytes - decoded.size()) {
                    throw UnusableResponseException.tooLarge(maxBytes);
                }
                decoded.write(buffer, 0, count);
            }
        } catch (DataFormatException malformed) {
            throw broken();
        }
        return decoded.toByteArray();
    }

    private UnusableResponseException broken() {
        return new UnusableResponseException(
                "a response that is not the " + name().toLowerCase(Locale.ROOT) + " that its header announces");
    }
}
