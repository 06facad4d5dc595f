package io.github.jotguard.interop;

import java.io.File;
import java.io.IOException;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Spring Authorization Server 7.0.6, of Spring Boot 4.0.7, as the application of the module
 * {@code servers/spring-authorization-server}.
 */
public final class AuthorizationServer implements Issuer {

    private static final String NAME = "spring-authorization-server";
    private static final String PROGRAM = "io.github.jotguard.interop.authorizationserver.AuthorizationServerProgram";
    private static final String REDIRECT = "http://127.0.0.1:1/callback";

    private final Http http = Http.plain();
    private final int port = ServerProcess.freePort();
    private final int tlsPort = ServerProcess.freePort();
    private final int controlPort = ServerProcess.freePort();
    private final ScratchDirectory directory = ScratchDirectory.create(NAME);
    private final ClientCertificate serverCertificate = ClientCertificate.create(directory, "server");
    private final ClientCertificate clientCertificate = ClientCertificate.createSigned(directory, "client");
    private final Optional<String> frontEnd;
    private final ServerProcess process;

    private AuthorizationServer(Optional<String> frontEnd) {
        this.frontEnd = frontEnd;
        this.process = directory.starting(this::launch);
    }

    private ServerProcess launch() {
        String classes = Installed.module()
                .resolve("servers")
                .resolve(NAME)
                .resolve("target/classes")
                .toString();
        ProcessBuilder command = new ProcessBuilder(
                Installed.java(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                classes + File.pathSeparator + Installed.classPath(NAME),
                PROGRAM,
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--control.port=" + controlPort,
                "--tls.port=" + tlsPort,
                "--tls.key-store=" + serverCertificate.keyStore(),
                "--tls.password=" + ClientCertificate.PASSWORD,
                "--spring.security.oauth2.authorizationserver.issuer=" + issuer());
        return ServerProcess.start(
                NAME,
                command.directory(directory.path().toFile()),
                "The authorization server is ready",
                Duration.ofMinutes(2));
    }

    public static AuthorizationServer start() {
        return new AuthorizationServer(Optional.empty());
    }

    /** Starts a server whose issuer is another address than the one it listens at. */
    public static AuthorizationServer startBehind(String issuer) {
        return new AuthorizationServer(Optional.of(issuer));
    }

    @Override
    public String address() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public String issuer() {
        return frontEnd.orElse(address());
    }

    @Override
    public String jwksUri() {
        return address() + "/oauth2/jwks";
    }

    /** Returns the certificate that the clients show. */
    ClientCertificate clientCertificate() {
        return clientCertificate;
    }

    /**
     * Returns the token of a client that acts for itself.
     *
     * @param client one of {@code Clients}, such as {@code service} or {@code service-es256}
     */
    public Tokens service(String client) {
        return token(client, Map.of("grant_type", "client_credentials", "scope", "read"));
    }

    /** Returns a token that is bound to a key (RFC 9449). */
    public Tokens service(String client, ProofKey key) {
        return token(
                client,
                Map.of("grant_type", "client_credentials", "scope", "read"),
                "DPoP",
                key.proof("POST", address() + "/oauth2/token"));
    }

    /** Returns a token that is bound to the certificate that authenticates the client (RFC 8705 §3), over TLS. */
    public Tokens serviceWithCertificate() {
        return overTls("service-with-certificate", Map.of());
    }

    /** Returns the token of a client that shows a certificate and authenticates with its secret. */
    public Tokens serviceWithSecretAndCertificate() {
        String client = "service-with-secret-and-certificate";
        return overTls(client, Map.of("client_secret", client + "-secret"));
    }

    private Tokens overTls(String client, Map<String, String> credentials) {
        Map<String, String> form = new LinkedHashMap<>(credentials);
        form.putAll(Map.of("grant_type", "client_credentials", "scope", "read", "client_id", client));
        try {
            SSLContext tls = clientCertificate.trusting(serverCertificate);
            Http withCertificate = Http.of(HttpClient.newBuilder().sslContext(tls));
            return Tokens.of(withCertificate.postForm("https://127.0.0.1:" + tlsPort + "/oauth2/token", form));
        } catch (IOException | GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Returns the tokens of the user alice, who signs in: code with PKCE. */
    public Tokens signIn(String client) {
        Pkce pkce = Pkce.create();
        String request = Http.form(pkce.authorizationRequest(client, REDIRECT, "openid read"));
        Browser browser = new Browser(Map.of("username", "alice", "password", "password"));
        String code = Http.parameter(browser.goUntil(REDIRECT, address() + "/oauth2/authorize?" + request), "code");
        return token(client, pkce.tokenRequest(code, REDIRECT));
    }

    /** Returns new tokens for a refresh token. */
    public Tokens refresh(String client, String refreshToken) {
        return token(client, Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
    }

    private Tokens token(String client, Map<String, String> grant, String... headers) {
        Map<String, String> form = new LinkedHashMap<>(grant);
        form.put("client_id", client);
        form.put("client_secret", client + "-secret");
        return Tokens.of(http.postForm(address() + "/oauth2/token", form, headers));
    }

    /** Signs with new keys from now on; the old ones stay in the JWK Set. */
    public void rotateKeys() {
        http.get("http://127.0.0.1:" + controlPort + "/rotate").expect(200);
    }

    /** Takes all keys but the newest from the JWK Set. */
    public void retireKeys() {
        http.get("http://127.0.0.1:" + controlPort + "/retire").expect(200);
    }

    @Override
    public void close() {
        process.close();
        directory.close();
    }
}
