package io.github.jotguard.jwks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.jotguard.JwtRejectedException;
import io.github.jotguard.JwtVerifier;
import io.github.jotguard.RejectionReason;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.testing.CompactJws;
import io.github.jotguard.testing.TestKey;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No address that a token names is ever connected to (RFC 8725 §3.10): somebody listens there and hears nothing. */
class NothingIsFetchedTest {

    private static final int STRANGERS = 10_000;
    private static final TestKey KEY = TestKey.generate("EdDSA").withKeyId("k1");
    private static final TestKey STRANGER = TestKey.generate("EdDSA");

    private final RawServer named = RawServer.of((socket, out) -> RawServer.readToEnd(socket));
    private final RawServer trusted = RawServer.of((socket, out) -> {
        RawServer.readRequest(socket);
        RawServer.write(out, answer());
    });
    private JwtVerifier verifier;

    @BeforeEach
    void trustsOneIssuer() {
        verifier = JwtVerifier.trusting(TrustedIssuer.builder(
                        "https://id.example.com", RemoteJwkSet.at(trusted.uri().toString()))
                .withoutAudienceCheck()
                .allowMissingExpiration()
                .build());
    }

    @AfterEach
    void stop() {
        verifier.close();
        named.close();
        trusted.close();
    }

    private static String answer() {
        String body = "{\"keys\":[" + KEY.jwk() + "]}";
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
    }

    static Stream<String> members() {
        return Stream.of("jku", "x5u", "jwks_uri", "iss", "kid", "typ", "cty", "url");
    }

    @ParameterizedTest
    @MethodSource("members")
    void atAnAddressInTheHeader(String member) {
        String header = "{\"alg\":\"EdDSA\",\"" + member + "\":\"" + named.uri() + "\"}";

        assertThatExceptionOfType(JwtRejectedException.class)
                .isThrownBy(() -> verifier.verify(token(header, "https://id.example.com", STRANGER)));

        assertThat(named.connections()).isZero();
    }

    @Test
    void atTheAddressesInAnAuthenticHeader() {
        String header =
                "{\"alg\":\"EdDSA\",\"kid\":\"k1\",\"jku\":\"" + named.uri() + "\",\"x5u\":\"" + named.uri() + "\"}";

        assertThat(verifier.verify(token(header, "https://id.example.com", KEY)).issuer())
                .isEqualTo("https://id.example.com");

        assertThat(named.connections()).isZero();
        assertThat(trusted.connections()).isEqualTo(1);
    }

    @Test
    void atTheAddressesOf10000IssuersThatNobodyTrusts() {
        for (int i = 0; i < STRANGERS; i++) {
            String token = CompactJws.of(
                            "{\"alg\":\"EdDSA\",\"kid\":\"k" + i + "\"}", "{\"iss\":\"" + named.uri() + "/" + i + "\"}")
                    .signature(new byte[64])
                    .toString();

            assertThatExceptionOfType(JwtRejectedException.class)
                    .isThrownBy(() -> verifier.verify(token))
                    .extracting(JwtRejectedException::reason)
                    .isEqualTo(RejectionReason.WRONG_ISSUER);
        }

        assertThat(named.connections()).isZero();
        assertThat(trusted.connections()).isZero();
    }

    private static String token(String header, String issuer, TestKey key) {
        return CompactJws.of(header, "{\"iss\":\"" + issuer + "\",\"sub\":\"u1\"}")
                .signedWith(key)
                .toString();
    }
}
