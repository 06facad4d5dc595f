package io.github.jotguard.container;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** HTTP/1.1 over a plain socket, because client libraries repair what a test must send as it is. One character is one byte. */
final class RawHttp implements Closeable {

    private static final int TIMEOUT_MILLIS = 60_000;
    private static final String END_OF_HEAD = "\r\n\r\n";

    private final Socket socket;
    private final InputStream in;

    private RawHttp(int port) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        this.socket.setSoTimeout(TIMEOUT_MILLIS);
        this.socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** A connection for several requests. */
    static RawHttp connect(int port) throws IOException {
        return new RawHttp(port);
    }

    /** One request on a connection of its own; each header is a whole line. */
    static Answer send(int port, String method, String target, String... headers) throws IOException {
        RawHttp http = new RawHttp(port);
        try (http.socket) {
            http.write(method, target, "Connection: close", headers);
            return Answer.parse(new String(http.in.readAllBytes(), StandardCharsets.ISO_8859_1));
        }
    }

    /** A request after which the connection stays open; the answer must have a {@code Content-Length}. */
    Answer get(String target, String... headers) throws IOException {
        write("GET", target, "Connection: keep-alive", headers);
        StringBuilder head = new StringBuilder();
        while (head.indexOf(END_OF_HEAD) < 0) {
            int octet = in.read();
            if (octet < 0) {
                throw new IOException("The connection ended in the head of an answer");
            }
            head.append((char) octet);
        }
        Answer answer = Answer.parse(head.toString());
        byte[] body = in.readNBytes(Integer.parseInt(answer.header("Content-Length")));
        return new Answer(answer.status(), answer.head(), new String(body, StandardCharsets.ISO_8859_1));
    }

    private void write(String method, String target, String connection, String... headers) throws IOException {
        StringBuilder request =
                new StringBuilder(method).append(' ').append(target).append(" HTTP/1.1\r\n");
        if (Stream.of(headers).noneMatch(header -> header.startsWith("Host:"))) {
            request.append("Host: 127.0.0.1\r\n");
        }
        request.append(connection).append("\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Waits for the server to hang up, so that it is not cut off while it finishes. */
    @Override
    public void close() throws IOException {
        socket.shutdownOutput();
        in.transferTo(OutputStream.nullOutputStream());
        socket.close();
    }

    /**
     * A response.
     *
     * @param status 0 if nothing did
     */
    record Answer(int status, String head, String body) {

        static Answer parse(String text) {
            int end = text.indexOf(END_OF_HEAD);
            if (end < 0) {
                return new Answer(0, text, "");
            }
            String head = text.substring(0, end + 2);
            return new Answer(
                    Integer.parseInt(head.split(" ", 3)[1].strip()), head, text.substring(end + END_OF_HEAD.length()));
        }

        /** The value of a header, or an empty text. */
        String header(String name) {
            return head.lines()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }
    }
}
