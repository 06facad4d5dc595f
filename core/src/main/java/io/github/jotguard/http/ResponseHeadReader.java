package io.github.jotguard.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the head of a response (RFC 9112 §4 and §5) within limits, and skips a few interim ones. Another protocol than
 * HTTP/1 is rejected at its first byte. Folded lines and white space before a colon are rejected too.
 */
public final class ResponseHeadReader {

    /** Maximum length of the status line or of one field, in bytes. */
    static final int MAX_LINE = 16_384;
    /** Maximum length of the head, including interim ones, in bytes. */
    static final int MAX_BYTES = 65_536;

    static final int MAX_FIELDS = 128;
    static final int MAX_INTERIM = 8;

    private static final String PREFIX = "HTTP/1.";
    private static final Pattern AFTER_PREFIX = Pattern.compile("([01]) ([1-9]\\d\\d)(?: .*)?");
    private static final Pattern FIELD = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*(.*?)[ \\t]*");
    private static final int SWITCHING_PROTOCOLS = 101;
    /** The first byte of a TLS alert, which a TLS server sends in response to plain HTTP (RFC 8446 §5.1). */
    private static final int TLS_ALERT = 0x15;

    private static final int TLS_HANDSHAKE = 0x16;

    private final LineReader lines;

    public ResponseHeadReader(InputStream in) {
        this.lines = new LineReader(in, MAX_LINE, MAX_BYTES);
    }

    /** Reads the head of the final response. */
    public ResponseHead read() throws IOException {
        for (int interim = 0; interim <= MAX_INTERIM; interim++) {
            ResponseHead head = readOne();
            if (!head.isInterim() || head.status() == SWITCHING_PROTOCOLS) {
                return head;
            }
        }
        throw new NoResponseException("more than " + MAX_INTERIM + " interim responses");
    }

    private ResponseHead readOne() throws IOException {
        readPrefix();
        Matcher status = AFTER_PREFIX.matcher(lines.readLine());
        if (!status.matches()) {
            throw noHttp();
        }
        return new ResponseHead(Integer.parseInt(status.group(1)), Integer.parseInt(status.group(2)), readFields());
    }

    /** Reads byte by byte, because a peer of another protocol may never end a line. */
    private void readPrefix() throws IOException {
        for (int i = 0; i < PREFIX.length(); i++) {
            int next = lines.readByte();
            if (next < 0) {
                throw new NoResponseException(
                        i == 0 ? "connection closed without a response" : ResponseBody.CLOSED_EARLY);
            }
            if (next != PREFIX.charAt(i)) {
                throw i == 0 && (next == TLS_ALERT || next == TLS_HANDSHAKE)
                        ? new NoResponseException("plain HTTP to a TLS port")
                        : noHttp();
            }
        }
    }

    private HeaderFields readFields() throws IOException {
        HeaderFields fields = new HeaderFields();
        String line = lines.readLine();
        while (!line.isEmpty()) {
            if (fields.size() == MAX_FIELDS) {
                throw new NoResponseException("a response of more than " + MAX_FIELDS + " header fields");
            }
            Matcher field = FIELD.matcher(line);
            if (!field.matches()) { // a folded line too (RFC 9112 §5.2)
                throw new NoResponseException("a response with a malformed header field");
            }
            fields.add(field.group(1), field.group(2));
            line = lines.readLine();
        }
        return fields;
    }

    private static NoResponseException noHttp() {
        return new NoResponseException("no HTTP response");
    }
}
