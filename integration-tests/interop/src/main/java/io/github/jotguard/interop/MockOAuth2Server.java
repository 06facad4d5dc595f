package io.github.jotguard.interop;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * mock-oauth2-server 3.0.1, as Kotlin and Java projects test with it. The scope of a request decides the claims of the
 * token, by the settings it is started with.
 */
public final class MockOAuth2Server implements Issuer {

    public static final String CLIENT = "web";
    private static final String REDIRECT = "http://127.0.0.1:1/callback";

    private final Http http = Http.plain();
    private final int port = ServerProcess.freePort();
    private final ScratchDirectory directory = ScratchDirectory.create("mock-oauth2-server");
    private final String settings;
    private ServerProcess process;

    private MockOAuth2Server(String settings) {
        this.settings = settings;
        this.process = directory.starting(this::launch);
    }

    /**
     * Starts a server that signs with RS256 and whose tokens are as it makes them without settings.
     */
    public static MockOAuth2Server start() {
        return start("{}");
    }

    /**
     * Starts a server.
     *
     * @param settings its JSON configuration
     */
    public static MockOAuth2Server start(String settings) {
        return new MockOAuth2Server(settings);
    }

    private ServerProcess launch() {
        ProcessBuilder command = new ProcessBuilder(
                Installed.java(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx200m",
                "-cp",
                Installed.classPath("mock-oauth2-server"),
                "no.nav.security.mock.oauth2.StandaloneMockOAuth2ServerKt");
        command.environment().put("SERVER_HOSTNAME", "127.0.0.1");
        command.environment().put("SERVER_PORT", Integer.toString(port));
        command.environment()
                .put(
                        "JSON_CONFIG_PATH",
                        directory.write("config.json", settings).toString());
        command.environment().put("LOG_LEVEL", "DEBUG");
        return ServerProcess.start("mock-oauth2-server", command, "started server", Duration.ofSeconds(60));
    }

    /** Stops the server and starts it again at the same address, with other keys. */
    public void restart() {
        process.close();
        process = launch();
    }

    @Override
    public String address() {
        return "http://127.0.0.1:" + port;
    }

    /** Returns the issuer of a name; each has keys of its own. */
    public String issuer(String name) {
        return address() + "/" + name;
    }

    @Override
    public String issuer() {
        return issuer("default");
    }

    @Override
    public String jwksUri() {
        return issuer() + "/jwks";
    }

    /** Returns the tokens of a client that acts for itself. */
    public Tokens clientCredentials(String issuer, String scope, String... headers) {
        return token(issuer, Map.of("grant_type", "client_credentials", "scope", scope), headers);
    }

    /** Returns the tokens of a user, by authorization code with PKCE. */
    public Tokens authorizationCode(String scope) {
        Pkce pkce = Pkce.create();
        String request = Http.form(pkce.authorizationRequest(CLIENT, REDIRECT, scope));
        String location =
                http.get(issuer() + "/authorize?" + request).expect(302).header("location");
        return token(issuer(), pkce.tokenRequest(Http.parameter(location, "code"), REDIRECT));
    }

    /** Returns the tokens of another audience, on behalf of the user of a token (RFC 8693). */
    public Tokens exchange(String subjectToken, String audience) {
        return token(
                issuer(),
                Map.of(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:token-exchange",
                        "subject_token_type",
                        "urn:ietf:params:oauth:token-type:jwt",
                        "subject_token",
                        subjectToken,
                        "audience",
                        audience));
    }

    private Tokens token(String issuer, Map<String, String> grant, String... headers) {
        Map<String, String> form = new LinkedHashMap<>(grant);
        form.put("client_id", CLIENT);
        form.put("client_secret", "secret");
        return Tokens.of(http.postForm(issuer + "/token", form, headers));
    }

    @Override
    public void close() {
        process.close();
        directory.close();
    }
}
