package io.github.jotguard.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads lines of a response within limits, of each line and of all lines. A line ends with CRLF or LF (RFC 9112 §2.2).
 */
final class LineReader {

    private final InputStream in;
    private final int maxLine;
    private int left;

    /**
     * Creates a reader.
     *
     * @param maxLine the maximum length of a line without its end, in bytes
     * @param maxBytes the maximum length of all lines with their ends, in bytes
     */
    LineReader(InputStream in, int maxLine, int maxBytes) {
        this.in = in;
        this.maxLine = maxLine;
        this.left = maxBytes;
    }

    /** Reads one byte; returns -1 at the end. */
    int readByte() throws IOException {
        if (left == 0) {
            throw new NoResponseException("a response head or framing of too many bytes");
        }
        left--;
        return in.read();
    }

    /** Reads a line and returns it without its end. */
    String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = readByte();
        while (next != '\n') {
            if (next < 0) {
                throw ResponseBody.closedEarly();
            }
            if (line.size() > maxLine) { // one more than the limit, for the CR
                throw tooLong();
            }
            line.write(next);
            next = readByte();
        }
        return checked(withoutReturn(line.toString(StandardCharsets.ISO_8859_1)));
    }

    private String withoutReturn(String line) throws NoResponseException {
        String text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        if (text.length() > maxLine) {
            throw tooLong();
        }
        return text;
    }

    private NoResponseException tooLong() {
        return new NoResponseException("a response with a line of more than " + maxLine + " bytes");
    }

    private static String checked(String line) throws NoResponseException {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if ((c < ' ' && c != '\t') || c == '\u007f') {
                throw new NoResponseException("a response head with control characters");
            }
        }
        return line;
    }
}
