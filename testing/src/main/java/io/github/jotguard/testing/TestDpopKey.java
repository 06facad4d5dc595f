package io.github.jotguard.testing;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The key of a client that proves its possession with each request (DPoP, RFC 9449). It makes proofs, good ones and bad
 * ones. Immutable and thread-safe.
 *
 * <pre>{@code
 * TestDpopKey key = TestDpopKey.generate();
 * try (TestIssuer issuer = TestIssuer.start()) {
 *     String token = issuer.token(t -> t.boundTo(key));
 *     HttpRequest.newBuilder(URI.create("https://api.example.com/me"))
 *             .header("Authorization", "DPoP " + token)
 *             .header("DPoP", key.proof("GET", "https://api.example.com/me", token)); // 200
 *     key.proof("GET", "https://api.example.com/me", token, p -> p.claim("htm", "POST")); // 401
 *     key.proof("GET", "https://api.example.com/me", token, DpopFault.REPLACED_TOKEN); // 401
 * }
 * }</pre>
 */
public final class TestDpopKey {
    private final TestKey key;
    private final InstantSource clock;

    private TestDpopKey(TestKey key, InstantSource clock) {
        this.key = key;
        this.clock = clock;
    }

    /**
     * Returns a new key for ES256, with the system's clock.
     *
     * @return the key
     */
    public static TestDpopKey generate() {
        return generate("ES256");
    }

    /**
     * Returns a new key, with the system's clock.
     *
     * @param algorithm one that {@link TestKey} can sign with, not symmetric
     * @return the key
     * @throws IllegalArgumentException if there is no such algorithm here, or it is symmetric
     */
    public static TestDpopKey generate(String algorithm) {
        return of(TestKey.generate(algorithm));
    }

    /**
     * Returns a key for proofs that signs with another key, with the system's clock.
     *
     * @param key not a shared secret
     * @return the key
     * @throws IllegalArgumentException if it is a shared secret
     */
    public static TestDpopKey of(TestKey key) {
        if (key.isSymmetric()) {
            throw new IllegalArgumentException("a proof has a public key, and a shared secret has none");
        }
        return new TestDpopKey(key, Clock.systemUTC());
    }

    /**
     * Returns the same key with another clock, which {@code iat} of its proofs is taken from.
     *
     * @param other such as a {@link MutableClock}
     * @return a copy with that clock
     */
    public TestDpopKey withClock(InstantSource other) {
        return new TestDpopKey(key, requireNonNull(other, "other"));
    }

    /**
     * Returns the key that signs.
     *
     * @return the key
     */
    public TestKey key() {
        return key;
    }

    /**
     * Returns the thumbprint of the public key (RFC 7638), the value of {@code jkt} in a token that is bound to it.
     *
     * @return SHA-256 in base64url
     */
    public String thumbprint() {
        Map<String, Object> members = new TreeMap<>(JwkMembers.ofPublic(key.publicKey()));
        return sha256(Json.write(members));
    }

    /**
     * Returns a good proof for one request with a token.
     *
     * @param method such as {@code GET}
     * @param uri the absolute URI of the request; query and fragment are left out (RFC 9449 §4.2)
     * @param token the access token of the request
     * @return the value of the {@code DPoP} header
     */
    public String proof(String method, String uri, String token) {
        return proof(method, uri, token, proof -> {});
    }

    /**
     * Returns a proof with changes.
     *
     * @param method such as {@code GET}
     * @param uri the absolute URI of the request; query and fragment are left out
     * @param token the access token of the request
     * @param change one or more changes, or a {@link DpopFault}
     * @return the value of the {@code DPoP} header
     */
    public String proof(String method, String uri, String token, Consumer<? super TestDpopProof> change) {
        TestDpopProof proof = new TestDpopProof(key, clock.instant());
        proof.claim("htm", method).claim("htu", uri.replaceFirst("[?#].*", "")).accessToken(token);
        change.accept(proof);
        return proof.sign();
    }

    static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return CompactJws.base64Url(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Returns the algorithm; no key material. */
    @Override
    public String toString() {
        return "TestDpopKey[" + key.algorithm() + "]";
    }
}
