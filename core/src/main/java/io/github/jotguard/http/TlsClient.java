package io.github.jotguard.http;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Opens TLS 1.2 or 1.3 over a connection. It checks the name of the server (RFC 2818 §3.1) and sends it (RFC 6066 §3).
 */
final class TlsClient {

    private static final List<String> VERSIONS = List.of("TLSv1.3", "TLSv1.2");

    private TlsClient() {}

    static SSLSocket handshake(SSLContext context, Socket connected, FetchTarget target) throws IOException {
        String host = target.host().endsWith(".")
                ? target.host().substring(0, target.host().length() - 1)
                : target.host();
        Socket created = context.getSocketFactory().createSocket(connected, host, target.port(), true);
        try {
            return handshake((SSLSocket) created, host, target);
        } catch (Throwable failure) {
            close(created, connected);
            throw failure;
        }
    }

    private static SSLSocket handshake(SSLSocket tls, String host, FetchTarget target) throws IOException {
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(versions(parameters.getProtocols()));
        if (!target.isHostAddress()) {
            parameters.setServerNames(List.of(new SNIHostName(host)));
        }
        tls.setSSLParameters(parameters);
        tls.startHandshake();
        return tls;
    }

    private static String[] versions(String[] enabled) throws NoResponseException {
        String[] versions = Stream.of(enabled).filter(VERSIONS::contains).toArray(String[]::new);
        if (versions.length == 0) {
            throw new NoResponseException("TLS 1.2 and 1.3 are disabled in this Java");
        }
        return versions;
    }

    /**
     * Sends the closure alert (RFC 8446 §6.1), and invalidates the session, so that the next fetch starts without it.
     * Then closes both sockets. Nothing that goes wrong here changes the outcome of the fetch.
     */
    static void end(SSLSocket tls, Socket connected) {
        try {
            tls.getSession().invalidate();
            tls.shutdownOutput();
        } catch (IOException | RuntimeException gone) {
            // it is closed next
        }
        close(tls, connected);
    }

    /**
     * Closes both sockets: that of another provider may hold a connection or memory of its own. The plain one comes
     * first, so that closing the other waits for no peer.
     */
    private static void close(Socket tls, Socket connected) {
        for (Socket socket : List.of(connected, tls)) {
            try {
                socket.close();
            } catch (IOException | RuntimeException gone) {
                // nothing is left to be done with it
            }
        }
    }
}
