package io.github.jotguard.jwks;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** Conversations of proxies, each of which leads to one server whatever host was named. */
final class ProxyServer {

    private ProxyServer() {}

    /** After {@code CONNECT} and a response of this status, to the port. */
    static RawServer.Conversation tunnel(int status, int port, List<List<String>> requests) {
        return (socket, out) -> {
            requests.add(RawServer.requestLines(socket));
            RawServer.write(out, "HTTP/1.1 " + status + " Connection established\r\nVia: test\r\n\r\n");
            pipe(socket, port);
        };
    }

    /** SOCKS 5 without a password (RFC 1928), to the port. */
    static RawServer.Conversation socks(int port, List<List<String>> hosts) {
        return (socket, out) -> {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            in.readByte();
            in.readNBytes(in.readByte());
            out.write(new byte[] {5, 0});
            in.readNBytes(3);
            boolean isName = in.readByte() == 3;
            String host = isName ? new String(in.readNBytes(in.readByte()), StandardCharsets.US_ASCII) : "an address";
            hosts.add(List.of(host + ":" + in.readUnsignedShort()));
            out.write(new byte[] {5, 0, 0, 1, 127, 0, 0, 1, 0, 0});
            pipe(socket, port);
        };
    }

    /** SOCKS 5 with these responses to the methods of the client, and to its password or its request, in hex. */
    static RawServer.Conversation socksResponding(String... responses) {
        return (socket, out) -> {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            in.readByte();
            in.readNBytes(in.readByte());
            out.write(HexFormat.of().parseHex(responses[0]));
            if (responses.length > 1) {
                boolean isPassword = responses[0].endsWith("02");
                in.readNBytes(isPassword ? 1 : 4);
                in.readNBytes(in.readByte());
                in.readNBytes(isPassword ? in.readByte() : 2);
                out.write(HexFormat.of().parseHex(responses[1]));
            }
            RawServer.readToEnd(socket);
        };
    }

    /** TLS to the port. Adds the type of each record of the client (RFC 5246 §6.2.1), until that closes the connection. */
    static RawServer.Conversation recording(int port, List<Integer> types) {
        return (socket, out) -> {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            try (Socket server = connected(port)) {
                daemon(() -> transfer(server, out));
                while (true) {
                    int type = in.readUnsignedByte();
                    int version = in.readUnsignedShort();
                    byte[] content = in.readNBytes(in.readUnsignedShort());
                    types.add(type);
                    DataOutputStream record = new DataOutputStream(server.getOutputStream());
                    record.writeByte(type);
                    record.writeShort(version);
                    record.writeShort(content.length);
                    record.write(content);
                }
            }
        };
    }

    private static void pipe(Socket client, int port) throws IOException {
        try (Socket server = connected(port)) {
            daemon(() -> copy(server, client));
            copy(client, server);
        }
    }

    private static Socket connected(int port) throws IOException {
        Socket server = new Socket(Proxy.NO_PROXY);
        server.connect(new InetSocketAddress("127.0.0.1", port));
        return server;
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "proxy-server");
        thread.setDaemon(true);
        thread.start();
    }

    private static void transfer(Socket from, OutputStream to) {
        try {
            from.getInputStream().transferTo(to);
        } catch (IOException ended) {
            // so does the other direction
        }
    }

    private static void copy(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException ended) {
            // so does the other direction
        }
    }

    /** Chooses these proxies for every address. */
    static ProxySelector selecting(Proxy... proxies) {
        return new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                return List.of(proxies);
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
        };
    }
}
