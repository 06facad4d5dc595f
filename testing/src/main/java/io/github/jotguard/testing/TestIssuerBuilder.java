package io.github.jotguard.testing;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a {@link TestIssuer}; all have defaults. Each can be set once; setting it again throws
 * {@link IllegalStateException}. Not thread-safe.
 *
 * @see TestIssuer#builder()
 */
public final class TestIssuerBuilder {
    private static final String DEFAULT_ALGORITHM = "EdDSA";
    private static final String DEFAULT_JWKS_PATH = "/api/auth/jwks";
    private static final int ANY_FREE_PORT = 0;
    private static final int LAST_PORT = 65_535;

    private @Nullable String algorithm;
    private @Nullable TestKey key;
    private @Nullable String issuer;
    private @Nullable List<String> audiences;
    private @Nullable InstantSource clock;
    private @Nullable String jwksPath;
    private @Nullable Boolean discovery;
    private @Nullable Integer port;
    private @Nullable Consumer<TestToken> defaults;

    TestIssuerBuilder() {}

    /**
     * Sets the signature algorithm (default {@code EdDSA}). With HS256, HS384 and HS512 a shared secret is generated,
     * which {@link TestIssuer#sharedSecret()} returns.
     *
     * @param alg an {@code alg} of {@link TestKey}
     * @return this
     * @throws IllegalArgumentException if there is no such algorithm here
     */
    public TestIssuerBuilder algorithm(String alg) {
        SigningAlgorithm.named(alg);
        algorithm = once(algorithm, alg, "algorithm");
        return this;
    }

    /**
     * Signs with this secret, by HS256 unless {@link #algorithm} is HS384 or HS512.
     *
     * @param secret at least one byte; never served
     * @return this
     */
    public TestIssuerBuilder sharedSecret(byte[] secret) {
        return key(TestKey.ofSecret("HS256", secret));
    }

    /**
     * Signs with the test's own key.
     *
     * @param ownKey the first active key; its {@code alg} is used unless {@link #algorithm} is set
     * @return this
     */
    public TestIssuerBuilder key(TestKey ownKey) {
        key = once(key, ownKey, "key or shared secret");
        return this;
    }

    /**
     * Sets the {@code iss} of its tokens; by default {@link TestIssuer#origin()}.
     *
     * @param iss the issuer's name, which need not be an address
     * @return this
     */
    public TestIssuerBuilder issuer(String iss) {
        issuer = once(issuer, iss, "issuer");
        return this;
    }

    /**
     * Sets the {@code aud} of its tokens; by default the issuer, as with Better Auth.
     *
     * @param aud at least one
     * @return this
     * @throws IllegalArgumentException if there is none
     */
    public TestIssuerBuilder audience(String... aud) {
        if (aud.length == 0) {
            throw new IllegalArgumentException("no audience given");
        }
        audiences = once(audiences, List.of(aud), "audience");
        return this;
    }

    /**
     * Sets the clock for the times in its tokens; by default the system's.
     *
     * @param time such as a {@link MutableClock}
     * @return this
     */
    public TestIssuerBuilder clock(InstantSource time) {
        clock = once(clock, time, "clock");
        return this;
    }

    /**
     * Sets the path of the JWK Set; by default {@code /api/auth/jwks}, as with Better Auth.
     *
     * @param path an absolute path without query
     * @return this
     * @throws IllegalArgumentException if it does not begin with a slash
     */
    public TestIssuerBuilder jwksPath(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("the path must begin with a slash: " + path);
        }
        jwksPath = once(jwksPath, path, "jwksPath");
        return this;
    }

    /**
     * Sets whether metadata with {@code issuer} and {@code jwks_uri} is served; by default not. The paths are
     * {@code /.well-known/openid-configuration} and {@code /.well-known/oauth-authorization-server}.
     *
     * @param served true to serve it
     * @return this
     */
    public TestIssuerBuilder discovery(boolean served) {
        discovery = once(discovery, served, "discovery");
        return this;
    }

    /**
     * Sets the port on 127.0.0.1; by default any free port. Set it if an address must stay the same from run to run.
     *
     * @param number from 0 to 65535; 0 is any free port
     * @return this
     * @throws IllegalArgumentException if it is not in this range
     */
    public TestIssuerBuilder port(int number) {
        if (number < ANY_FREE_PORT || number > LAST_PORT) {
            throw new IllegalArgumentException("a port is between 0 and " + LAST_PORT + ", not " + number);
        }
        port = once(port, number, "port");
        return this;
    }

    /**
     * Sets changes that apply to every token before those of the call; by default none.
     *
     * @param changes such as {@code t -> t.claim("typ", "Bearer")}
     * @return this
     */
    public TestIssuerBuilder defaults(Consumer<TestToken> changes) {
        defaults = once(defaults, changes, "defaults");
        return this;
    }

    private static <T> T once(@Nullable T before, T value, String name) {
        if (before != null) {
            throw new IllegalStateException(name + " is already set");
        }
        return requireNonNull(value, name);
    }

    /**
     * Starts the issuer on 127.0.0.1.
     *
     * @return the running issuer; close it
     * @throws IllegalArgumentException if the key cannot sign with the algorithm
     * @throws java.io.UncheckedIOException if the port is taken
     */
    public TestIssuer start() {
        KeyRing keys = keyRing();
        JwkSetEndpoint endpoint = new JwkSetEndpoint(keys::jwkSetJson);
        String path = or(jwksPath, DEFAULT_JWKS_PATH);
        IssuerSite site = new IssuerSite(path, endpoint);
        LoopbackServer server = LoopbackServer.start(site, or(port, ANY_FREE_PORT));
        String origin = "http://" + LoopbackServer.HOST + ":" + server.port();
        String iss = or(issuer, origin);
        List<String> aud = or(audiences, List.of(iss));
        InstantSource time = or(clock, InstantSource.system());
        TestIssuer started = new TestIssuer(
                keys, endpoint, site, server, origin, path, iss, aud, time, or(defaults, unchanged -> {}));
        if (or(discovery, false)) {
            started.publishDiscovery(started.discoveryJson());
        }
        return started;
    }

    private KeyRing keyRing() {
        if (key == null) {
            return KeyRing.generated(or(algorithm, DEFAULT_ALGORITHM));
        }
        return KeyRing.of(algorithm == null ? key : key.withAlgorithm(algorithm));
    }

    private static <T> T or(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }
}
