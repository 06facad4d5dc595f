package io.github.jotguard.benchmarks.process;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A client with one connection, as cheap as possible, because it runs on the same processors as the server. */
final class KeptAliveConnection implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 30_000;
    private static final int MOST_HEADERS = 8_192;
    private static final String LENGTH = "\r\ncontent-length: ";

    private final Socket socket;
    private final InputStream in;
    private final byte[] head = new byte[MOST_HEADERS];

    KeptAliveConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    static byte[] request(@Nullable String token) {
        String authorization = token == null ? "" : "Authorization: Bearer " + token + "\r\n";
        return ("GET /orders HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\n" + authorization + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Sends a request and returns the body of the response.
     *
     * @throws IOException if the status is not 200
     */
    String send(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        String headers = headers();
        if (!headers.startsWith("http/1.1 200")) {
            throw new IOException(
                    "Unexpected response: " + headers.lines().findFirst().orElse(""));
        }
        int at = headers.indexOf(LENGTH);
        if (at < 0) {
            throw new IOException("The response has no Content-Length");
        }
        int begin = at + LENGTH.length();
        int length = Integer.parseInt(headers.substring(begin, headers.indexOf('\r', begin)));
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private String headers() throws IOException {
        int length = 0;
        while (length < MOST_HEADERS) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("The server closed the connection");
            }
            head[length++] = (byte) next;
            if (next == '\n' && length >= 4 && head[length - 3] == '\n') {
                return new String(head, 0, length, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
            }
        }
        throw new IOException("The headers are too long");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
