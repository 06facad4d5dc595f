package io.github.jotguard.example.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListeningPortTest {

    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8080, 65_535})
    void parsesAPort(int port) {
        assertThat(ListeningPort.parse(Integer.toString(port))).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "-1", "65536", "999999", "80 80", "0x50", "\u0661"})
    void rejectsWhatIsNoPort(String value) {
        assertThatThrownBy(() -> ListeningPort.parse(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("PORT must be a number from 0 to 65535; 0 takes a free one.");
    }

    @Test
    void namesThePortThatIsTakenAndTheVariable() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(LOOPBACK))) {
            assertThatThrownBy(() -> ListeningPort.check(taken.getLocalPort()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("The application cannot listen on 127.0.0.1:" + taken.getLocalPort()
                            + ": Address already in use. Set PORT to another port, or to 0 for a free one.");
        }
    }

    @Test
    void leavesAFreePortFree() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByAddress(LOOPBACK))) {
            port = free.getLocalPort();
        }
        ListeningPort.check(port);

        assertThatCode(() -> ListeningPort.check(port)).doesNotThrowAnyException();
    }

    @Test
    void takesAnyPortIfAskedForAFreeOne() {
        assertThatCode(() -> ListeningPort.check(0)).doesNotThrowAnyException();
    }
}
