package io.github.jotguard.testing;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** One HTTP response: status, header fields as pairs of name and value, and body. Immutable. */
final class Answer {
    private static final CountDownLatch AT_ONCE = new CountDownLatch(0);

    private final int status;
    private final List<String> headers;
    private final byte[] body;
    private final CountDownLatch secondHalf;

    private Answer(int status, List<String> headers, byte[] body, CountDownLatch secondHalf) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.secondHalf = secondHalf;
    }

    static Answer of(int status, List<String> headers, byte[] body) {
        if (status < 200 || status > 999) {
            throw new IllegalArgumentException("not a final HTTP status: " + status);
        }
        if (headers.size() % 2 != 0) {
            throw new IllegalArgumentException("a header field without a value: " + headers.get(headers.size() - 1));
        }
        return new Answer(status, List.copyOf(headers), body.clone(), AT_ONCE);
    }

    /** Returns the same response; its second half is sent when the latch opens. */
    Answer stoppingHalfway(CountDownLatch latch) {
        return new Answer(status, headers, body, latch);
    }

    void sendTo(HttpExchange exchange) throws IOException, InterruptedException {
        for (int i = 0; i < headers.size(); i += 2) {
            exchange.getResponseHeaders().add(headers.get(i), headers.get(i + 1));
        }
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length == 0) {
            return;
        }
        OutputStream out = exchange.getResponseBody();
        out.write(body, 0, body.length / 2);
        if (secondHalf.getCount() > 0) {
            out.flush();
            secondHalf.await();
        }
        out.write(body, body.length / 2, body.length - body.length / 2);
    }
}
