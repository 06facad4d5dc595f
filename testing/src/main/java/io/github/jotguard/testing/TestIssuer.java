package io.github.jotguard.testing;

import static java.util.Objects.requireNonNull;

import io.github.jotguard.testing.KeyRing.State;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A token issuer on loopback that signs real tokens and serves the JWK Set to verify them over HTTP. By default it
 * behaves as Better Auth does. It can rotate and withdraw keys, and fail in the ways real issuers fail. Thread-safe.
 *
 * <pre>{@code
 * try (TestIssuer issuer = TestIssuer.start()) {
 *     String valid = issuer.token();
 *     String expired = issuer.token(t -> t.subject("u1").expiresIn(Duration.ofMinutes(-5)));
 *     String forged = issuer.token(t -> t.signedWith(TestKey.generate("EdDSA")).keyId(issuer.keyId()));
 * }
 * }</pre>
 *
 * <p>In a {@code @SpringBootTest}, give its address to the application with {@code @DynamicPropertySource}:
 *
 * <!-- java: members -->
 * <pre>{@code
 * static final TestIssuer ISSUER = TestIssuer.start();
 *
 * @DynamicPropertySource
 * static void issuer(DynamicPropertyRegistry properties) {
 *     properties.add("jotguard.better-auth.origin", ISSUER::origin);
 * }
 * }</pre>
 */
public final class TestIssuer implements AutoCloseable {
    private final KeyRing keys;
    private final JwkSetEndpoint endpoint;
    private final IssuerSite site;
    private final LoopbackServer server;
    private final String origin;
    private final URI jwksUri;
    private final String issuer;
    private final List<String> audiences;
    private final InstantSource clock;
    private final Consumer<TestToken> defaults;

    TestIssuer(
            KeyRing keys,
            JwkSetEndpoint endpoint,
            IssuerSite site,
            LoopbackServer server,
            String origin,
            String jwksPath,
            String issuer,
            List<String> audiences,
            InstantSource clock,
            Consumer<TestToken> defaults) {
        this.keys = keys;
        this.endpoint = endpoint;
        this.site = site;
        this.server = server;
        this.origin = origin;
        this.jwksUri = URI.create(origin + jwksPath);
        this.issuer = issuer;
        this.audiences = audiences;
        this.clock = clock;
        this.defaults = defaults;
    }

    /**
     * Starts an issuer with all defaults: EdDSA, a free port, the system's clock.
     *
     * @return the running issuer; close it
     */
    public static TestIssuer start() {
        return builder().start();
    }

    /**
     * Returns a builder with the settings, to change them before the start.
     *
     * @return a new builder
     */
    public static TestIssuerBuilder builder() {
        return new TestIssuerBuilder();
    }

    /**
     * Returns the {@code iss} of its tokens.
     *
     * @return the issuer's name; equal to {@link #origin()} by default
     */
    public String issuer() {
        return issuer;
    }

    /**
     * Returns the {@code aud} of its tokens.
     *
     * @return the audience; the first of them if there are several
     */
    public String audience() {
        return audiences.get(0);
    }

    /**
     * Returns all values of the {@code aud} of its tokens.
     *
     * @return one or more, unmodifiable
     */
    public List<String> audiences() {
        return audiences;
    }

    /**
     * Returns the origin that it listens on.
     *
     * @return {@code http://127.0.0.1:} and the port, without a slash at the end
     */
    public String origin() {
        return origin;
    }

    /**
     * Returns the JWKS URI.
     *
     * @return an absolute URI
     */
    public URI jwksUri() {
        return jwksUri;
    }

    /**
     * Returns the {@code kid} of the key that signs.
     *
     * @return the {@code kid} of the active key, published or not
     */
    public String keyId() {
        return keys.active().keyId();
    }

    /**
     * Returns the {@code kid}s of the keys this issuer publishes, without those of {@link #publish} and
     * {@link #serveExtraKey}.
     *
     * @return their {@code kid}s, oldest first; empty with a shared secret
     */
    public List<String> keyIds() {
        return keys.publishedKeyIds();
    }

    /**
     * Returns the JWK Set that a request receives while no fault is active.
     *
     * @return the JSON text
     */
    public String jwkSetJson() {
        return keys.jwkSetJson();
    }

    /**
     * Returns the secret that signs, for the verifier to share.
     *
     * @return a copy of the secret of the active key
     * @throws IllegalStateException if the active key is not a shared secret
     */
    public byte[] sharedSecret() {
        return keys.active().secret();
    }

    /**
     * Returns a valid token with default claims.
     *
     * @return the compact serialization
     */
    public String token() {
        return token(unchanged -> {});
    }

    /**
     * Returns a token that is valid except for the given changes.
     *
     * @param changes such as {@code t -> t.subject("u1").expiresIn(Duration.ofMinutes(5))}
     * @return the compact serialization
     */
    public String token(Consumer<TestToken> changes) {
        TestToken token = new TestToken(keys.active(), issuer, audiences, clock.instant());
        defaults.accept(token);
        changes.accept(token);
        return token.sign();
    }

    /**
     * Signs with a new key of the same algorithm from now on; the old ones stay published.
     *
     * @return the new {@code kid}
     */
    public String rotate() {
        return rotateTo(keys.active().algorithm());
    }

    /**
     * Signs with a new key of another algorithm from now on; the old ones stay published.
     *
     * @param algorithm an {@code alg} of {@link TestKey}
     * @return the new {@code kid}
     * @throws IllegalArgumentException if there is no such algorithm here
     */
    public String rotateTo(String algorithm) {
        return rotateTo(keys.generate(algorithm));
    }

    /**
     * Signs with a given key from now on; the old ones stay published, except one of the same {@code kid}, which the
     * new one replaces.
     *
     * @param key the new active key
     * @return its {@code kid}
     */
    public String rotateTo(TestKey key) {
        keys.rotateTo(key, State.PUBLISHED);
        return key.keyId();
    }

    /**
     * Signs with a new key of the same algorithm from now on, but publishes it only when {@link #publishKeys} is
     * called.
     *
     * @return the new {@code kid}
     */
    public String rotateUnpublished() {
        TestKey next = keys.generate(keys.active().algorithm());
        keys.rotateTo(next, State.UNPUBLISHED);
        return next.keyId();
    }

    /**
     * Publishes one more key of the same algorithm, which does not sign.
     *
     * @return its {@code kid}
     */
    public String addKey() {
        TestKey further = keys.generate(keys.active().algorithm());
        keys.add(further, State.PUBLISHED);
        return further.keyId();
    }

    /**
     * Removes a key from the JWK Set for good. The active key still signs after that.
     *
     * @param keyId one of {@link #keyIds()}, or an unpublished one
     * @throws IllegalArgumentException if this issuer has no such key
     */
    public void withdraw(String keyId) {
        keys.withdraw(keyId);
    }

    /**
     * Serves any text as JWK Set until {@link #publishKeys}.
     *
     * @param jwkSet JSON or not
     */
    public void publish(String jwkSet) {
        keys.publishRaw(jwkSet);
    }

    /**
     * Serves this issuer's own keys again after {@link #publish}, and those of {@link #rotateUnpublished} for the first
     * time. Withdrawn keys stay withdrawn.
     */
    public void publishKeys() {
        keys.publishKeys();
    }

    /**
     * Serves one more entry after the keys of the JWK Set, such as {@code key.jwk(m -> m.put("use", "enc"))}.
     *
     * @param jwk put into the set as it is, JSON or not
     */
    public void serveExtraKey(String jwk) {
        keys.serveExtra(jwk);
    }

    /**
     * Serves any text as metadata, also if discovery was off.
     *
     * @param json JSON or not
     */
    public void publishDiscovery(String json) {
        site.publishMetadata(requireNonNull(json, "json"));
    }

    String discoveryJson() {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("issuer", issuer);
        metadata.put("jwks_uri", jwksUri.toString());
        metadata.put(
                "id_token_signing_alg_values_supported", List.of(keys.active().algorithm()));
        return Json.write(metadata);
    }

    /**
     * Refuses connections on the same port until {@link #recover}. Refused connections are not counted in
     * {@link #requests()}: to count during an outage, use {@link #failWith}.
     */
    public void goDown() {
        server.goDown();
    }

    /**
     * Responds to requests for the JWK Set with an error and no body until {@link #recover}.
     *
     * @param status such as 503
     * @param headers names and values in turn, such as {@code "Retry-After", "7"}
     * @throws IllegalArgumentException if a value is missing, or the status is not between 200 and 999
     */
    public void failWith(int status, String... headers) {
        answerWith(status, new byte[0], headers);
    }

    /**
     * Responds to requests for the JWK Set with any bytes until {@link #recover}.
     *
     * @param status from 200 to 999
     * @param body sent as it is; no {@code Content-Type} unless among the headers
     * @param headers names and values in turn
     * @throws IllegalArgumentException if a value is missing, or the status is not between 200 and 999
     */
    public void answerWith(int status, byte[] body, String... headers) {
        endpoint.always(Answer.of(status, List.of(headers), body));
    }

    /**
     * Responds to requests for the JWK Set with any text until {@link #recover}.
     *
     * @param status from 200 to 999
     * @param body sent in UTF-8; no {@code Content-Type} unless among the headers
     * @param headers names and values in turn
     * @throws IllegalArgumentException if a value is missing, or the status is not between 200 and 999
     */
    public void answerWith(int status, String body, String... headers) {
        answerWith(status, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    /**
     * Accepts requests for the JWK Set and does not respond. {@link #recover} and the other faults end it: the waiting
     * requests then get the same response as new ones. {@link #close} cuts them.
     */
    public void hang() {
        endpoint.hang();
    }

    /** Hangs as {@link #hang} does, but after status, headers and the first half of the JWK Set have been sent. */
    public void hangHalfway() {
        endpoint.hangHalfway();
    }

    /** Ends {@link #goDown}, {@link #failWith}, {@link #answerWith}, {@link #hang} and {@link #hangHalfway}. */
    public void recover() {
        endpoint.recover();
        server.comeUp();
    }

    /**
     * Sends this {@code Cache-Control} with the JWK Set; by default there is none.
     *
     * @param directives such as {@code max-age=60}
     */
    public void cacheControl(String directives) {
        endpoint.cacheControl(requireNonNull(directives, "directives"));
    }

    /**
     * Runs an action between the arrival of each request for the JWK Set and its response, on the thread that responds.
     * A test can hold the response on a latch. If the action throws, the connection is cut.
     *
     * @param action runs after the request is counted; replaces the one before
     */
    public void beforeAnswer(Runnable action) {
        endpoint.beforeAnswer(action);
    }

    /**
     * Returns the number of requests for the JWK Set that have arrived, with or without a response.
     *
     * @return the number since the start or {@link #resetRequests()}
     */
    public int requests() {
        return endpoint.requests();
    }

    /** Starts counting from zero. */
    public void resetRequests() {
        endpoint.resetRequests();
    }

    /**
     * Waits until this number of requests for the JWK Set has arrived.
     *
     * @param count the minimum of {@link #requests()} to wait for
     * @param timeout the maximum time to wait
     * @throws AssertionError if they have not arrived by then
     * @throws IllegalStateException if the thread is interrupted; its interrupt flag stays set
     */
    public void awaitRequests(int count, Duration timeout) {
        try {
            endpoint.awaitRequests(count, timeout);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for requests", interrupted);
        }
    }

    /**
     * Stops listening, cuts open requests and frees port and threads. RSA keys that this issuer generated may be used
     * by a later one. Closing again does nothing.
     */
    @Override
    public void close() {
        server.close();
        keys.recycle();
    }
}
