package io.github.jotguard.container.war;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.testing.TestIssuer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A WAR file with a {@code web.xml} on a server as it is downloaded. */
@Tag("war")
class WarTest {

    private static final Map<String, String> DEPLOYED = new HashMap<>();

    @TempDir
    private static Path directory;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static TestIssuer issuer;
    private static WarServer server;

    @BeforeAll
    static void start() throws Exception {
        issuer = TestIssuer.start();
        server = WarServer.ofThisRun();
        server.start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        issuer.close();
    }

    @Test
    void tellsTheApplicationWhoCalls() throws Exception {
        deployed();

        assertThat(get("/caller", token()).body()).isEqualTo("user=u1 principal=u1 reader=true jwt=u1");
        assertThat(get("/caller", issuer.token(t -> t.subject("u2"))).body())
                .isEqualTo("user=u2 principal=u2 reader=false jwt=u2");
        assertThat(get("/async", token()).body()).isEqualTo("user=u1 principal=u1 reader=true jwt=u1");
        assertThat(get("/open/page").body()).isEqualTo("open");
        assertThat(get("/secret.txt", token()).body()).isEqualTo("for callers only");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/caller", "/async", "/secret.txt", "/page.jsp", "/rest/caller", "/nothing", "/", "/admin/ws"})
    void needsAToken(String path) throws Exception {
        deployed();

        assertThat(get(path).statusCode()).isEqualTo(401);
        assertThat(get(path).body()).contains("missing_token");
        assertThat(get(path, issuer.token(t -> t.expiresIn(Duration.ofHours(-1))))
                        .body())
                .contains("\"code\":\"expired\"");
    }

    @Test
    void tellsAPageWhoCalls() throws Exception {
        deployed();

        assertThat(get("/page.jsp", token()).body()).isEqualTo("user=u1 reader=true");
    }

    @Test
    @Tag("jakarta-ee")
    void tellsJakartaRestWhoCalls() throws Exception {
        deployed();

        assertThat(get("/rest/caller", token()).body()).isEqualTo("principal=u1 reader=true");
    }

    /** As documentation says: there the caller is not the filter's, but the token is. */
    @Test
    @Tag("jakarta-ee")
    void givesAnInjectedRequestItsToken() throws Exception {
        deployed();

        assertThat(get("/injected", token()).body())
                .isEqualTo("request=null principal=" + server.injectsCaller() + " jwt=u1");
    }

    /** As documentation says, server by server. */
    @Test
    @Tag("jakarta-ee")
    void decidesRolesAllowedAsTheServerDoes() throws Exception {
        deployed();

        assertThat(get("/rest/caller/reader", token()).body()).isEqualTo("a reader");
        assertThat(get("/rest/caller/reader", issuer.token(t -> t.subject("u2")))
                        .statusCode())
                .isEqualTo(server.checksRolesAllowed() ? 403 : 200);
        assertThat(get("/rest/caller/reader").statusCode()).isEqualTo(401);
    }

    @Test
    void protectsADispatchFromAnOpenPath() throws Exception {
        deployed();

        assertThat(get("/open/forward").statusCode()).isEqualTo(401);
        assertThat(get("/open/dispatch").statusCode()).isEqualTo(401);
        assertThat(get("/open/include").body()).isEmpty();
        for (String path : List.of("/open/forward", "/open/dispatch", "/open/include")) {
            assertThat(get(path, token()).body()).as(path).startsWith("user=u1 ");
        }
    }

    @Test
    void protectsAWebSocketEndpoint() throws Exception {
        deployed();

        assertThat(upgrade(Optional.empty())).contains(" 401 ");
        assertThat(upgrade(Optional.of("nonsense"))).contains(" 401 ");
        assertThat(upgrade(Optional.of(token()))).contains(" 101 ");
    }

    @Test
    void answersEveryPathWith503IfAnInitParamIsMisspelt() throws Exception {
        Map<String, String> misspelt = new HashMap<>(initParams());
        misspelt.put("jwkUri", "x");
        deploy("misspelt", misspelt);

        for (String path : List.of("/caller", "/open/page", "/secret.txt", "/page.jsp", "/nothing", "/")) {
            HttpResponse<String> answer = get(path, token());
            assertThat(answer.statusCode()).as(path).isEqualTo(503);
            assertThat(answer.body()).contains("temporarily_unavailable");
        }
        assertThat(upgrade(Optional.of(token()))).contains(" 503 ");
        logsWhy("init-param jwkUri is unknown");
    }

    private static void logsWhy(String cause) throws Exception {
        String text = "The filter did not start and rejects every request with 503. ";
        Optional<LogFile> file = server.contextLog();
        if (file.isPresent()) {
            assertThat(file.get().await(cause)).contains(text);
        }
        if (server.showsContextLog()) {
            assertThat(server.awaitLogged(cause)).contains(text);
        } else {
            assertThat(server.log()).doesNotContain(cause);
        }
    }

    /** Servers differ in how they fail here; some leave the filter out, and none may serve the application. */
    @Test
    void servesNothingWithoutCore() throws Exception {
        Path war = directory.resolve("without-core.war");
        WarFile.writeWithoutCore(war, initParams());
        deploy(war);

        for (String path : List.of("/caller", "/secret.txt", "/open/page", "/page.jsp")) {
            HttpResponse<String> answer = get(path, token());
            assertThat(answer.statusCode()).as(path).isGreaterThanOrEqualTo(400);
            assertThat(answer.body())
                    .doesNotContain("for callers only", "user=")
                    .isNotEqualTo("open");
        }
    }

    /** Some servers keep class loaders of their own accord, so an application without the filter is the measure. */
    @Test
    void isForgottenWhenItIsDeployedAgain() throws Exception {
        Path plain = directory.resolve("plain.war");
        WarFile.writeWithoutFilter(plain);
        Path guarded = directory.resolve("guarded.war");
        WarFile.write(guarded, initParams());

        int keptByTheServer = reachableAfterThreeDeployments(plain, "plain");
        int kept = reachableAfterThreeDeployments(guarded, "guarded");

        assertThat(kept).isLessThanOrEqualTo(keptByTheServer);
        assertThat(server.log()).doesNotContain("failed to stop it", "memory leak");
    }

    private static int reachableAfterThreeDeployments(Path war, String key) throws Exception {
        for (int i = 0; i < 3; i++) {
            deploy(war);
            assertThat(get("/caller", token()).statusCode()).isEqualTo(200);
            assertThat(get("/open/loaders?key=" + key).statusCode()).isEqualTo(200);
        }
        int reachable = 3;
        for (int i = 0; i < 50 && reachable > 1; i++) {
            reachable = Integer.parseInt(get("/open/loaders?key=" + key).body());
        }
        return reachable;
    }

    private static void deployed() throws Exception {
        deploy("app", initParams());
    }

    private static void deploy(String name, Map<String, String> initParams) throws Exception {
        if (!name.equals(DEPLOYED.get("name"))) {
            Path war = directory.resolve(name + ".war");
            WarFile.write(war, initParams);
            deploy(war);
            DEPLOYED.put("name", name);
        }
    }

    private static void deploy(Path war) throws Exception {
        DEPLOYED.clear();
        server.deploy(war);
    }

    private static Map<String, String> initParams() {
        return Map.of(
                "issuer",
                issuer.issuer(),
                "jwksUri",
                issuer.jwksUri().toString(),
                "audience",
                issuer.audience(),
                "rolesFrom",
                "scope",
                "exclude",
                "/open/*");
    }

    private static String token() {
        return issuer.token(t -> t.subject("u1").scope("reader"));
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return CLIENT.send(request(path).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String path, String token) throws IOException, InterruptedException {
        return CLIENT.send(
                request(path).header("Authorization", "Bearer " + token).build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + WarServer.CONTEXT_PATH + path))
                .timeout(Duration.ofMinutes(2));
    }

    /** The status line of the answer. */
    private static String upgrade(Optional<String> token) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(60_000);
            String request = "GET " + WarServer.CONTEXT_PATH + "/admin/ws HTTP/1.1\r\nHost: 127.0.0.1:" + server.port()
                    + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
                    + token.map(text -> "Authorization: Bearer " + text + "\r\n")
                            .orElse("") + "\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            StringBuilder line = new StringBuilder();
            for (int octet = socket.getInputStream().read();
                    octet > 0 && octet != '\r';
                    octet = socket.getInputStream().read()) {
                line.append((char) octet);
            }
            return line.toString();
        }
    }
}
