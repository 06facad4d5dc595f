package io.github.jotguard.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.jotguard.KeysStatus;
import io.github.jotguard.jwks.RemoteJwkSet;
import io.github.jotguard.testing.TestKey;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys of a cluster come with the authority and the token in the files of a pod, and with their own freshness. */
class KubernetesRecipeTest {

    private static final String NAME = "KubernetesKeys";
    private static final String PASSWORD = "loopback";
    private static final TestKey KEY = TestKey.generate("RS256");

    @TempDir
    Path account;

    @TempDir
    Path classes;

    private final Queue<String> authorizations = new ConcurrentLinkedQueue<>();
    private HttpsServer cluster;
    private URLClassLoader loader;

    @BeforeEach
    void start() throws Exception {
        KeyStore certificate = certificate();
        Files.writeString(account.resolve("ca.crt"), pem(certificate));
        Files.writeString(account.resolve("token"), "from-the-start\n");
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(certificate, PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        cluster = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        cluster.setHttpsConfigurator(new HttpsConfigurator(tls));
        cluster.createContext("/openid/v1/jwks", this::answer);
        cluster.start();
    }

    @AfterEach
    void stop() throws IOException {
        cluster.stop(0);
        loader.close();
    }

    /** A program of the JDK makes it, because the JDK has no API for that. */
    private KeyStore certificate() throws Exception {
        Path file = account.resolve("server.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process made = new ProcessBuilder(List.of(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=cluster",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        file.toString()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(made.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static String pem(KeyStore store) throws Exception {
        String base64 = Base64.getMimeEncoder()
                .encodeToString(store.getCertificate("server").getEncoded());
        return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
    }

    private void answer(HttpExchange exchange) throws IOException {
        authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        byte[] set = ("{\"keys\":[" + KEY.jwk() + "]}").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Cache-Control", "public, max-age=3600");
        exchange.sendResponseHeaders(200, set.length);
        exchange.getResponseBody().write(set);
        exchange.close();
    }

    /** Calls the method of the block, with the files of this test and the address of its server. */
    private RemoteJwkSet keys() throws Exception {
        CodeBlock block = CodeBlock.all()
                .filter(found -> found.text().contains("class " + NAME + " "))
                .findFirst()
                .orElseThrow();
        String text = block.text()
                .replace("/var/run/secrets/kubernetes.io/serviceaccount", account.toString())
                .replace(
                        "https://kubernetes.default.svc",
                        "https://127.0.0.1:" + cluster.getAddress().getPort());
        try (Issuers issuers = new Issuers()) {
            CodeBlock own = new CodeBlock(block.document(), block.line(), block.language(), block.directive(), text);
            URL[] compiled = {
                JavaSnippet.compile(own, issuers, classes).classes().toUri().toURL()
            };
            loader = new URLClassLoader(compiled, getClass().getClassLoader());
            Method method = loader.loadClass(NAME).getDeclaredMethod("keys");
            method.setAccessible(true);
            return (RemoteJwkSet) method.invoke(null);
        }
    }

    @Test
    void fetchesWithTheFilesOfThePodAndKeepsTheFreshnessOfTheKeys() throws Exception {
        try (RemoteJwkSet keys = keys()) {
            Files.writeString(account.resolve("token"), "renewed\n");
            Instant before = Instant.now();
            keys.preload();
            KeysStatus status = keys.status();

            assertThat(status.lastError()).isEmpty();
            assertThat(status.keyIds()).containsExactly(KEY.keyId());
            assertThat(authorizations).containsExactly("Bearer renewed");
            assertThat(status.nextRefresh()).hasValueSatisfying(next -> assertThat(next)
                    .as("from 80 %% of max-age, less up to 10 %%")
                    .isAfter(before.plus(Duration.ofMinutes(40))));
        }
    }
}
