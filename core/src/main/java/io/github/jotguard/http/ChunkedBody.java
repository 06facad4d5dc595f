package io.github.jotguard.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A body in chunks (RFC 9112 §7.1). Extensions and trailer fields are read within limits and ignored. */
final class ChunkedBody {

    /** Maximum length of the line before a chunk, including its extensions, or of a trailer field, in bytes. */
    static final int MAX_LINE = 1_024;
    /** Maximum length of all lines around the chunks, in bytes. */
    static final int MAX_FRAMING = 1_048_576;

    static final int MAX_TRAILERS = 128;

    private static final Pattern CHUNK = Pattern.compile("([0-9a-fA-F]{1,15})(?:[ \\t]*;.*)?");
    private static final int HEXADECIMAL = 16;

    private final InputStream in;
    private final LineReader lines;
    private final int maxBytes;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    ChunkedBody(InputStream in, int maxBytes) {
        this.in = in;
        this.lines = new LineReader(in, MAX_LINE, MAX_FRAMING);
        this.maxBytes = maxBytes;
    }

    byte[] read() throws IOException {
        int size = readSize();
        while (size > 0) {
            readChunk(size);
            size = readSize();
        }
        skipTrailers();
        return body.toByteArray();
    }

    private int readSize() throws IOException {
        Matcher chunk = CHUNK.matcher(lines.readLine());
        if (!chunk.matches()) {
            throw malformed();
        }
        long size = Long.parseLong(chunk.group(1), HEXADECIMAL);
        if (size > maxBytes - body.size()) {
            throw UnusableResponseException.tooLarge(maxBytes);
        }
        return (int) size;
    }

    private void readChunk(int size) throws IOException {
        byte[] chunk = in.readNBytes(size);
        if (chunk.length < size) {
            throw ResponseBody.closedEarly();
        }
        body.writeBytes(chunk);
        if (!lines.readLine().isEmpty()) {
            throw malformed();
        }
    }

    private void skipTrailers() throws IOException {
        int trailers = 0;
        while (!lines.readLine().isEmpty()) {
            trailers++;
            if (trailers > MAX_TRAILERS) {
                throw new NoResponseException("a response of more than " + MAX_TRAILERS + " trailer fields");
            }
        }
    }

    private static NoResponseException malformed() {
        return new NoResponseException("a response with malformed chunks");
    }
}
