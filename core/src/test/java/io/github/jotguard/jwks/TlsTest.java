package io.github.jotguard.jwks;

import static io.github.jotguard.jwks.JwkSetFixture.header;
import static io.github.jotguard.jwks.RawServer.readRequest;
import static io.github.jotguard.jwks.RawServer.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.jotguard.KeysStatus;
import io.github.jotguard.KeysUnavailableException;
import io.github.jotguard.testing.TestKey;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An https issuer is taken for itself only if its certificate says so, today, and an authority that the JVM trusts vouches for it. */
class TlsTest {

    private static final TestKey KEY = TestKey.generate("EdDSA");
    private static final String SET = "{\"keys\":[" + KEY.jwk() + "]}";
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final char[] PASSWORD = "loopback".toCharArray();

    private static final KeyPair AUTHORITY = keys();
    private static final KeyPair STRANGER = keys();
    private static final KeyPair SERVER = keys();
    private static SSLContext usual;

    @BeforeAll
    static void trustTheAuthority() throws Exception {
        usual = SSLContext.getDefault();
        KeyStore anchors = empty();
        anchors.setCertificateEntry("root", certificate().ofAuthority().signedBy(AUTHORITY, AUTHORITY.getPublic()));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(anchors);
        SSLContext trusting = SSLContext.getInstance("TLS");
        trusting.init(null, trust.getTrustManagers(), null);
        SSLContext.setDefault(trusting);
    }

    @AfterAll
    static void trustAsUsual() {
        SSLContext.setDefault(usual);
    }

    @Test
    void takesKeysFromWhoeverProvesTheAddress() throws Exception {
        assertThat(fetched(certificate(), AUTHORITY, SERVER).keyIds()).containsExactly(KEY.keyId());
    }

    @Test
    void rejectsCertificateThatHasExpired() throws Exception {
        assertRejected(certificate().valid(Duration.ofDays(-2), Duration.ofDays(-1)), AUTHORITY, "certificate expired");
    }

    @Test
    void rejectsCertificateOfTomorrow() throws Exception {
        assertRejected(
                certificate().valid(Duration.ofDays(1), Duration.ofDays(2)), AUTHORITY, "certificate not yet valid");
    }

    @Test
    void rejectsCertificateOfAnotherAddress() throws Exception {
        assertRejected(certificate().address(127, 0, 0, 2), AUTHORITY, "certificate of another name");
    }

    @Test
    void rejectsCertificateOfStranger() throws Exception {
        assertRejected(certificate(), STRANGER, "certificate not trusted");
    }

    @Test
    void rejectsCertificateThatVouchesForItself() throws Exception {
        assertRejected(certificate(), SERVER, "certificate not trusted");
    }

    /** Java disables RSA keys of less than 1024 bits (jdk.certpath.disabledAlgorithms). */
    @Test
    void rejectsCertificateWithAKeyThatJavaDisables() throws Exception {
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(768);

        assertRejected(certificate(), AUTHORITY, rsa.generateKeyPair(), "certificate not accepted");
    }

    /**
     * Otherwise the server cannot tell whether the client or somebody else ended the connection (RFC 5246 §7.2.1). TLS 1.3 hides the types
     * of records.
     */
    @Test
    void endsWithTheClosureAlert() throws Exception {
        List<Integer> types = Collections.synchronizedList(new ArrayList<>());
        try (TlsServer server = TlsServer.answeringInTls12(SET);
                RawServer between = RawServer.of(ProxyServer.recording(server.port(), types))) {
            HttpJwkSetFetcher.builder()
                    .sslContext(server.clientContext())
                    .build()
                    .fetch(between.httpsUri());
            assertThat(between.clientHasGone().await(20, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(types).as("the request and an alert").endsWith(23, 21);
    }

    private static void assertRejected(TestCertificate certificate, KeyPair signer, String why) throws Exception {
        assertRejected(certificate, signer, SERVER, why);
    }

    private static void assertRejected(TestCertificate certificate, KeyPair signer, KeyPair server, String why)
            throws Exception {
        KeysStatus status = fetched(certificate, signer, server);

        assertThat(status.state()).isEqualTo(KeysStatus.State.UNAVAILABLE);
        assertThat(status.keyIds()).isEmpty();
        assertThat(status.lastError()).contains(why);
    }

    private static KeysStatus fetched(TestCertificate certificate, KeyPair signer, KeyPair own) throws Exception {
        X509Certificate signed = certificate.signedBy(signer, own.getPublic());
        RefreshPolicy patient = RefreshPolicy.builder()
                .fetchDeadline(LONG)
                .initialLoadWait(LONG)
                .unknownKeyWait(LONG)
                .build();
        try (RawServer server = RawServer.of(contextOf(signed, own).getServerSocketFactory(), (socket, out) -> {
                    readRequest(socket);
                    write(
                            out,
                            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + SET.length()
                                    + "\r\n\r\n" + SET);
                });
                RemoteJwkSet keys = RemoteJwkSet.builder(server.httpsUri())
                        .refreshPolicy(patient)
                        .build()) {
            keys.preload();
            KeysStatus status = keys.status();
            assertThat(server.connections()).isEqualTo(1);
            if (status.keyIds().isEmpty()) {
                assertThatExceptionOfType(KeysUnavailableException.class)
                        .isThrownBy(() -> keys.find(header(KEY.keyId())));
            }
            return status;
        }
    }

    private static SSLContext contextOf(X509Certificate certificate, KeyPair own) throws Exception {
        KeyStore store = empty();
        store.setKeyEntry("server", own.getPrivate(), PASSWORD, new X509Certificate[] {certificate});
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static KeyStore empty() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    /** Good from yesterday to tomorrow, for the address that the server listens on. */
    private static TestCertificate certificate() {
        return new TestCertificate(Instant.now())
                .valid(Duration.ofDays(-1), Duration.ofDays(1))
                .address(127, 0, 0, 1);
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
