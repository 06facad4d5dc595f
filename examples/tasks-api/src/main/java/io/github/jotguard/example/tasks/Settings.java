package io.github.jotguard.example.tasks;

import io.github.jotguard.example.database.ListeningPort;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of the application; whatever is wrong with them stops the start. {@code toString} does not show the secret.
 *
 * @param port 1 to 65535, or 0 for a free one
 * @param secret at least 32 bytes in UTF-8
 * @param frontendOrigin the one origin whose pages may call, such as {@code https://app.example.com}
 */
record Settings(int port, String secret, Optional<String> frontendOrigin) {

    static final int DEFAULT_PORT = 8081;

    /** RFC 7518 §3.2: as long as the hash. */
    static final int LEAST_SECRET_BYTES = 32;

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * Reads the environment. A blank variable counts as absent.
     *
     * @throws IllegalArgumentException if a variable cannot be used; the message is a sentence and never holds the secret
     */
    static Settings of(Map<String, String> environment) {
        return new Settings(
                value(environment, ListeningPort.PORT).map(ListeningPort::parse).orElse(DEFAULT_PORT),
                secret(environment),
                value(environment, "FRONTEND_URL").map(Settings::origin));
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** Taken as it is, not stripped: its bytes are the key. */
    private static String secret(Map<String, String> environment) {
        String secret = environment.getOrDefault("BETTER_AUTH_SECRET", "");
        if (secret.isBlank()) {
            throw new IllegalArgumentException(
                    "BETTER_AUTH_SECRET is not set. It signs the tokens, so there is no default;"
                            + " make one with: openssl rand -base64 48");
        }
        int bytes = secret.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < LEAST_SECRET_BYTES) {
            throw new IllegalArgumentException("BETTER_AUTH_SECRET has " + bytes + " bytes, but needs at least "
                    + LEAST_SECRET_BYTES + "; make one with: openssl rand -base64 48");
        }
        return secret;
    }

    private static String origin(String text) {
        try {
            URI uri = new URI(text);
            String scheme = uri.getScheme();
            String host = uri.getHost();
            boolean allowed =
                    host != null && ("https".equals(scheme) || ("http".equals(scheme) && LOOPBACK.contains(host)));
            if (allowed && text.equals(scheme + "://" + uri.getRawAuthority()) && uri.getRawUserInfo() == null) {
                return text;
            }
        } catch (URISyntaxException notOne) {
            // the sentence below says what is wanted
        }
        throw new IllegalArgumentException(
                "FRONTEND_URL must be one origin such as https://app.example.com or"
                        + " http://localhost:5173: scheme, host and perhaps a port, without path or slash; http for this machine only.");
    }

    @Override
    public String toString() {
        return "Settings[port=" + port + ", frontendOrigin=" + frontendOrigin + "]";
    }
}
