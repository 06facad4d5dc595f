package io.github.jotguard.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Reads the body of a response up to a limit (RFC 9112 §6): by its length, in chunks, or to the end of the connection.
 */
public final class ResponseBody {

    static final String CLOSED_EARLY = "connection closed before the end of the response";

    private static final Pattern DIGITS = Pattern.compile("\\d{1,18}");

    private ResponseBody() {}

    public static byte[] read(ResponseHead head, InputStream in, int maxBytes) throws IOException {
        List<String> codings = head.fields().all("Transfer-Encoding");
        OptionalLong length = contentLength(head.fields().all("Content-Length"));
        if (!codings.isEmpty()) {
            checkChunked(head, codings, length);
            return new ChunkedBody(in, maxBytes).read();
        }
        return length.isPresent() ? readLength(in, length.getAsLong(), maxBytes) : readToEnd(in, maxBytes);
    }

    /**
     * Checks that there is no other framing than chunks, because conflicting framings allow smuggled responses
     * (RFC 9112 §6.1 and §6.3).
     */
    private static void checkChunked(ResponseHead head, List<String> codings, OptionalLong length)
            throws NoResponseException {
        if (length.isPresent() || head.minorVersion() == 0) {
            throw new NoResponseException("a response with conflicting lengths");
        }
        if (codings.size() > 1 || !codings.get(0).equalsIgnoreCase("chunked")) {
            throw new NoResponseException("a response with an unknown transfer coding");
        }
    }

    private static OptionalLong contentLength(List<String> values) throws NoResponseException {
        OptionalLong length = OptionalLong.empty();
        for (String value : values) {
            long next = parseLength(value);
            if (length.isPresent() && length.getAsLong() != next) {
                throw new NoResponseException("a response with conflicting lengths");
            }
            length = OptionalLong.of(next);
        }
        return length;
    }

    private static long parseLength(String value) throws NoResponseException {
        if (DIGITS.matcher(value).matches()) {
            return Long.parseLong(value);
        }
        if (!value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Long.MAX_VALUE;
        }
        throw new NoResponseException("a response with a malformed length");
    }

    private static byte[] readLength(InputStream in, long length, int maxBytes) throws IOException {
        if (length > maxBytes) {
            throw UnusableResponseException.tooLarge(maxBytes);
        }
        byte[] body = in.readNBytes((int) length);
        if (body.length < length) {
            throw closedEarly();
        }
        return body;
    }

    private static byte[] readToEnd(InputStream in, int maxBytes) throws IOException {
        byte[] body = in.readNBytes(maxBytes + 1);
        if (body.length > maxBytes) {
            throw UnusableResponseException.tooLarge(maxBytes);
        }
        return body;
    }

    static NoResponseException closedEarly() {
        return new NoResponseException(CLOSED_EARLY);
    }
}
