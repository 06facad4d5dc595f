package io.github.jotguard.http;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * One GET and its response over its own connection. {@link #close()} ends it at once, except the lookup of a host name.
 */
public final class HttpExchange implements Callable<HttpResponse>, Closeable {

    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

    private final FetchTarget target;
    private final HttpFetchSettings settings;
    private final HttpConnection connection = new HttpConnection();
    private volatile FetchPhase phase = FetchPhase.LOOKING_UP;

    public HttpExchange(FetchTarget target, HttpFetchSettings settings) {
        this.target = target;
        this.settings = settings;
    }

    public FetchPhase phase() {
        return phase;
    }

    @Override
    public HttpResponse call() throws IOException {
        try (connection) {
            Route route = connect();
            if (!target.isHttps()) {
                return exchange(connection.socket(), route.isThroughHttpProxy());
            }
            if (route.isThroughHttpProxy()) {
                openTunnel(connection.socket());
            }
            phase = FetchPhase.TLS_HANDSHAKE;
            Socket connected = connection.socket();
            SSLSocket tls = TlsClient.handshake(settings.tls(), connected, target);
            try {
                return exchange(tls, false);
            } finally {
                TlsClient.end(tls, connected);
            }
        }
    }

    private Route connect() throws IOException {
        Routes routes = new Routes(settings.resolver(), settings.proxySelector());
        List<Proxy> proxies = routes.proxies(target);
        IOException failed = null;
        for (int i = 0; i < proxies.size(); i++) {
            phase = FetchPhase.LOOKING_UP;
            try {
                List<Route> found = routes.through(proxies.get(i), target);
                phase = FetchPhase.CONNECTING;
                return connection.connect(found, proxies.size() - 1 - i, settings.deadline());
            } catch (IOException failure) {
                failed = moreTelling(failure, failed);
            }
        }
        throw failed == null ? new SocketException("no route") : failed;
    }

    /** Returns the later failure, but one to connect before one to look up a host. */
    private IOException moreTelling(IOException failure, @Nullable IOException before) {
        if (before == null) {
            return failure;
        }
        IOException chosen = phase == FetchPhase.LOOKING_UP ? before : failure;
        chosen.addSuppressed(chosen == failure ? before : failure);
        return chosen;
    }

    private void openTunnel(Socket socket) throws IOException {
        phase = FetchPhase.ASKING_THE_PROXY;
        socket.getOutputStream().write(RequestHead.connect(target).bytes());
        // Without a buffer: what comes after the head is for TLS.
        ResponseHead head = new ResponseHeadReader(socket.getInputStream()).read();
        checkProxy(head);
        if (!head.isSuccess()) {
            throw new NoResponseException("HTTP status " + head.status() + " of the proxy");
        }
    }

    private static void checkProxy(ResponseHead head) throws NoResponseException {
        if (head.status() == PROXY_AUTHENTICATION_REQUIRED) {
            throw new NoResponseException("proxy requires a password (HTTP status 407)");
        }
    }

    private HttpResponse exchange(Socket socket, boolean isProxy) throws IOException {
        phase = FetchPhase.WAITING;
        RequestHead request = RequestHead.get(target, isProxy);
        settings.addHeaders(request, target);
        socket.getOutputStream().write(request.bytes());
        InputStream in = new BufferedInputStream(socket.getInputStream());
        ResponseHead head = new ResponseHeadReader(in).read();
        if (isProxy) {
            checkProxy(head);
        }
        phase = FetchPhase.READING;
        ResponseStatus.check(head, target);
        ContentCoding coding = ContentCoding.of(head.fields());
        byte[] body = coding.decode(ResponseBody.read(head, in, settings.maxBytes()), settings.maxBytes());
        return new HttpResponse(body, new ResponseHeaders(head.fields()).freshFor());
    }

    @Override
    public void close() {
        connection.close();
    }
}
