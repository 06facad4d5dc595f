package io.github.jotguard.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.jotguard.jwks.JwkSetFetchException;
import io.github.jotguard.jwks.JwkSetFetcher;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fetcher of the documentation passes a proxy with a password, and sends nothing that a server may reject. */
class FetcherRecipeTest {

    private static final String NAME = "PasswordProxyFetcher";
    private static final String ASK =
            "HTTP/1.1 407 Authenticate\r\nProxy-Authenticate: Basic realm=\"proxy\"\r\nContent-Length: 0\r\n\r\n";

    @TempDir
    Path classes;

    private final List<List<String>> requests = new ArrayList<>();

    private JwkSetFetcher.Response fetch(String... responses) throws Exception {
        CodeBlock block = CodeBlock.all()
                .filter(found -> found.text().contains("class " + NAME + " "))
                .findFirst()
                .orElseThrow();
        try (Issuers issuers = new Issuers();
                ServerSocket proxy = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            URL[] own = {
                JavaSnippet.compile(block, issuers, classes).classes().toUri().toURL()
            };
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> serve(proxy, responses));
            try (URLClassLoader loader = new URLClassLoader(own, getClass().getClassLoader())) {
                Constructor<?> constructor = loader.loadClass(NAME).getDeclaredConstructors()[0];
                constructor.setAccessible(true);
                JwkSetFetcher fetcher = (JwkSetFetcher) constructor.newInstance(
                        new InetSocketAddress(proxy.getInetAddress(), proxy.getLocalPort()),
                        new PasswordAuthentication("user", "secret".toCharArray()));
                return fetcher.fetch(URI.create("http://id.example.com/jwks"));
            } finally {
                served.join();
            }
        }
    }

    /** One connection for each response. */
    private void serve(ServerSocket proxy, String... responses) {
        for (String response : responses) {
            try (Socket client = proxy.accept()) {
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
                List<String> lines = new ArrayList<>();
                for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                    lines.add(line);
                }
                requests.add(lines);
                client.getOutputStream()
                        .write(response.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }

    @Test
    void sendsNoContentLengthAndNoCookie() throws Exception {
        JwkSetFetcher.Response response = fetch("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");

        assertThat(new String(response.body(), StandardCharsets.US_ASCII)).isEqualTo("{}");
        assertThat(requests).hasSize(1);
        assertThat(requests.get(0)).contains("GET http://id.example.com/jwks HTTP/1.1", "Accept-Encoding: identity");
        assertThat(requests.get(0))
                .map(line -> line.toLowerCase(Locale.ROOT))
                .noneMatch(line -> line.startsWith("content-")
                        || line.startsWith("cookie")
                        || line.startsWith("transfer-encoding"));
    }

    @Test
    void sendsThePasswordToTheProxy() throws Exception {
        fetch(ASK, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");

        assertThat(requests).hasSize(2);
        assertThat(requests.get(0)).noneMatch(FetcherRecipeTest::isAccount);
        assertThat(requests.get(1)).anyMatch(FetcherRecipeTest::isAccount);
    }

    private static boolean isAccount(String line) {
        return line.equalsIgnoreCase("Proxy-Authorization: Basic dXNlcjpzZWNyZXQ=");
    }

    @Test
    void namesAStatusOtherThan200() {
        assertThatExceptionOfType(JwkSetFetchException.class)
                .isThrownBy(() ->
                        fetch("HTTP/1.1 302 Found\r\nLocation: http://other.example.com/\r\nContent-Length: 0\r\n\r\n"))
                .withMessage("HTTP status 302");
        assertThat(requests).hasSize(1);
    }
}
