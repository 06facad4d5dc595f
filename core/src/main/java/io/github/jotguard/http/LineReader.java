package io.github.jotguard.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads lines of a response within limits: of each line, and of all of them together. A line ends with CRLF or LF (RFC 9112 §2.2). */
final class LineReader {

    private final InputStream in;
    private final int maxLine;
    private int left;

    /**
     * @param maxLine bytes of one line without its end
     * @param maxBytes bytes of all lines with their ends
     */
    LineReader(InputStream in, int maxLine, int maxBytes) {
        this.in = in;
        this.maxLine = maxLine;
        this.left = maxBytes;
    }

    /** Reads one byte; -1 at the end. */
    int readByte() throws IOException {
        if (left == 0) {
            throw new NoResponseException("a response head or framing of too many bytes");
        }
        left--;
        return in.read();
    }

    /** Reads up to the end of a line, and returns it without its end. */
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
