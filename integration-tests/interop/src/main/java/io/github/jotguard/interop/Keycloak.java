package io.github.jotguard.interop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keycloak 26.7.3 in development mode, its database in memory, with realms that are made over its admin API. */
public final class Keycloak implements Server {

    private static final Duration READY_WITHIN = Duration.ofMinutes(5);
    private static final String ADMIN = "admin";

    private final Http http = Http.plain();
    private final int port = ServerProcess.freePort();
    private final int tlsPort = ServerProcess.freePort();
    private final ScratchDirectory directory = ScratchDirectory.create("keycloak");
    private final ClientCertificate serverCertificate = ClientCertificate.create(directory, "server");
    private final ClientCertificate clientCertificate = ClientCertificate.create(directory, "client");
    private final Optional<String> hostname;
    private final ServerProcess process;

    private Keycloak(Optional<String> hostname) {
        this.hostname = hostname;
        this.process = directory.starting(this::launch);
    }

    private ServerProcess launch() {
        ProcessBuilder command =
                new ProcessBuilder(command()).directory(directory.path().toFile());
        command.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN);
        command.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", ADMIN);
        command.environment().put("JAVA_HOME", System.getProperty("java.home"));
        command.environment().put("JAVA_OPTS_KC_HEAP", "-Xmx700m -XX:TieredStopAtLevel=1");
        return ServerProcess.start("keycloak", command, "Listening on:", READY_WITHIN);
    }

    private List<String> command() {
        Path home = Installed.module().resolve("target/servers/keycloak-26.7.3");
        Installed.require(Files.isDirectory(home), "run mvn -Pfull process-test-resources first");
        List<String> command = new ArrayList<>(List.of(
                "bash",
                home.resolve("bin/kc.sh").toString(),
                "start-dev",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--https-port=" + tlsPort,
                "--https-key-store-file=" + serverCertificate.keyStore(),
                "--https-key-store-password=" + ClientCertificate.PASSWORD,
                "--https-client-auth=request",
                "--https-trust-store-file=" + clientCertificate.trustStore(directory),
                "--https-trust-store-password=" + ClientCertificate.PASSWORD,
                "--db=dev-mem",
                "--features=token-exchange,dpop"));
        hostname.ifPresent(
                address -> command.addAll(List.of("--hostname=" + address, "--hostname-backchannel-dynamic=true")));
        return command;
    }

    public static Keycloak start() {
        return new Keycloak(Optional.empty());
    }

    /** Starts a server whose browsers use another address ({@code --hostname}); it answers others at its own. */
    public static Keycloak startBehind(String hostname) {
        return new Keycloak(Optional.of(hostname));
    }

    @Override
    public String address() {
        return "http://127.0.0.1:" + port;
    }

    String tlsAddress() {
        return "https://127.0.0.1:" + tlsPort;
    }

    /** Returns the address that {@code iss} begins with. */
    String frontEnd() {
        return hostname.orElse(address());
    }

    ClientCertificate clientCertificate() {
        return clientCertificate;
    }

    ClientCertificate serverCertificate() {
        return serverCertificate;
    }

    Http http() {
        return http;
    }

    /** Makes a realm with a user alice, whose password is {@code password}, and keys for RS256, PS256, ES256 and EdDSA. */
    public KeycloakRealm realm(String name) {
        return KeycloakRealm.create(this, name, Map.of());
    }

    /** Makes a realm whose <i>Frontend URL</i> is another address. */
    public KeycloakRealm realm(String name, String frontEnd) {
        return KeycloakRealm.create(this, name, Map.of("frontendUrl", frontEnd));
    }

    /** Sends a request to the admin API. */
    Http.Reply admin(String method, String path, Object body) {
        Http.Reply reply = http.sendJson(
                method, address() + "/admin/realms" + path, body, "Authorization", "Bearer " + adminToken());
        if (reply.status() / 100 != 2) {
            throw new IllegalStateException(method + " " + path + ": " + reply.status() + " " + reply.body());
        }
        return reply;
    }

    /** Returns the access token of the administrator, which is one of {@code admin-cli} in the realm {@code master}. */
    public String adminToken() {
        return Tokens.of(http.postForm(
                        address() + "/realms/master/protocol/openid-connect/token",
                        Map.of(
                                "grant_type",
                                "password",
                                "client_id",
                                "admin-cli",
                                "username",
                                ADMIN,
                                "password",
                                ADMIN)))
                .access();
    }

    @Override
    public void close() {
        process.close();
        directory.close();
    }
}
