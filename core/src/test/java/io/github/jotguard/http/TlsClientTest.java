package io.github.jotguard.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The names and versions that TLS sends before a certificate is checked, and the end of a connection that fails. */
class TlsClientTest {

    private static final int HANDSHAKE = 22;
    private static final int SERVER_NAME = 0;

    private ServerSocket server;
    private Socket connected;
    private Socket accepted;

    @BeforeEach
    void connect() throws IOException {
        InetAddress here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        server = new ServerSocket(0, 1, here);
        connected = new Socket(here, server.getLocalPort());
        accepted = server.accept();
    }

    @AfterEach
    void close() throws IOException {
        accepted.close();
        connected.close();
        server.close();
    }

    /** A name without a dot, as in a cluster, is none that the JDK sends by itself. */
    @ParameterizedTest
    @CsvSource({
        "https://keycloak/certs, keycloak",
        "https://id.example.com/certs, id.example.com",
        "https://id.example.com./certs, id.example.com"
    })
    void sendsTheNameOfTheServer(String uri, String name) throws Exception {
        assertThat(namesSentTo(uri)).containsExactly(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://192.0.2.1/certs", "https://[2001:db8::1]/certs"})
    void sendsNoNameForAnAddress(String uri) throws Exception {
        assertThat(namesSentTo(uri)).isEmpty();
    }

    private List<String> namesSentTo(String uri) throws Exception {
        failHandshake(SSLContext.getDefault(), uri);
        return namesIn(new DataInputStream(accepted.getInputStream()));
    }

    /** The server ends the connection instead of an answer to the first message of the client. */
    private void failHandshake(SSLContext context, String uri) throws IOException {
        accepted.shutdownOutput();
        FetchTarget target = FetchTarget.of(URI.create(uri));

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> TlsClient.handshake(context, connected, target));
    }

    /** Reads the server names of a ClientHello (RFC 8446 §4.1.2, RFC 6066 §3). */
    private static List<String> namesIn(DataInputStream in) throws IOException {
        assertThat(in.readUnsignedByte()).isEqualTo(HANDSHAKE);
        in.readNBytes(2 + 2 + 1 + 3 + 2 + 32);
        in.readNBytes(in.readUnsignedByte());
        in.readNBytes(in.readUnsignedShort());
        in.readNBytes(in.readUnsignedByte());
        List<String> names = new ArrayList<>();
        for (int left = in.readUnsignedShort(); left > 0; ) {
            int type = in.readUnsignedShort();
            int length = in.readUnsignedShort();
            byte[] content = in.readNBytes(length);
            if (type == SERVER_NAME) {
                names.add(new String(content, 5, length - 5, StandardCharsets.US_ASCII));
            }
            left -= 4 + length;
        }
        return names;
    }

    @Test
    void offersTwoVersionsAlone() throws Exception {
        PreparedSslContext context = PreparedSslContext.enabling("TLSv1.3", "TLSv1.2", "TLSv1.1");
        failHandshake(context, "https://id.example.com/");

        assertThat(context.created().getEnabledProtocols()).containsExactly("TLSv1.3", "TLSv1.2");
    }

    @Test
    void offersTheVersionThatIsLeftOfTheTwo() throws Exception {
        PreparedSslContext context = PreparedSslContext.enabling("TLSv1.2", "TLSv1.1");
        failHandshake(context, "https://id.example.com/");

        assertThat(context.created().getEnabledProtocols()).containsExactly("TLSv1.2");
    }

    @Test
    void closesBothSocketsIfItOffersNothing() throws Exception {
        PreparedSslContext context = PreparedSslContext.enabling("TLSv1.1");
        FetchTarget target = FetchTarget.of(URI.create("https://id.example.com/"));

        assertThatExceptionOfType(NoResponseException.class)
                .isThrownBy(() -> TlsClient.handshake(context, connected, target))
                .withMessage("TLS 1.2 and 1.3 are disabled in this Java");
        assertThat(context.created().isClosed()).isTrue();
        assertThat(connected.isClosed()).isTrue();
        assertThat(accepted.getInputStream().read()).as("nothing was sent").isNegative();
    }
}
