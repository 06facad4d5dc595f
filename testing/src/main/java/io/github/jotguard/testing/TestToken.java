package io.github.jotguard.testing;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An unsigned token that {@link TestIssuer#token(java.util.function.Consumer)} lets a test change. It is valid at
 * first, with the header and claims that Better Auth writes.
 *
 * <p>The header has {@code alg} and {@code kid} of the signing key and no {@code typ}. The claims are {@code iat},
 * {@code name}, {@code email}, {@code emailVerified}, {@code sub}, {@code exp}, {@code iss} and {@code aud}. Each
 * method changes one thing without any check. Not thread-safe.
 */
public final class TestToken {
    /** The default {@code sub}: {@value}. */
    public static final String DEFAULT_SUBJECT = "test-user";

    /** The default {@code name}: {@value}. */
    public static final String DEFAULT_NAME = "Test User";

    /** The default {@code email}: {@value}. */
    public static final String DEFAULT_EMAIL = "test-user@example.test";

    /** The default time from {@code iat} to {@code exp}: 15 minutes. */
    public static final Duration DEFAULT_LIFETIME = Duration.ofMinutes(15);

    private final Instant now;
    private final Map<String, @Nullable Object> header = new LinkedHashMap<>();
    private final Set<String> removedHeaders = new HashSet<>();
    private final Map<String, @Nullable Object> claims = new LinkedHashMap<>();
    private TestKey key;
    private @Nullable String rawHeader;
    private @Nullable String rawPayload;
    private UnaryOperator<byte[]> signatureChange = UnaryOperator.identity();

    TestToken(TestKey key, String issuer, List<String> audience, Instant now) {
        this.key = key;
        this.now = now;
        issuedAt(now).name(DEFAULT_NAME).email(DEFAULT_EMAIL).claim("emailVerified", true);
        subject(DEFAULT_SUBJECT).expiresIn(DEFAULT_LIFETIME).issuer(issuer);
        audience(audience.toArray(String[]::new));
    }

    /**
     * Puts a header parameter, also {@code alg} and {@code kid}, which otherwise follow from the signing key.
     *
     * @param name its name
     * @param value its value, of a type that {@link #claim} accepts
     * @return this
     */
    @SuppressWarnings("exports") // an annotation, which users of the module path can do without
    public TestToken header(String name, @Nullable Object value) {
        header.put(requireNonNull(name, "name"), value);
        removedHeaders.remove(name);
        return this;
    }

    /**
     * Removes a header parameter, also {@code alg} and {@code kid}.
     *
     * @param name its name
     * @return this
     */
    public TestToken withoutHeader(String name) {
        removedHeaders.add(requireNonNull(name, "name"));
        return this;
    }

    /**
     * Puts the header parameter {@code typ} (RFC 7515 §4.1.9).
     *
     * @param typ such as {@code at+jwt}
     * @return this
     */
    public TestToken type(String typ) {
        return header("typ", requireNonNull(typ, "typ"));
    }

    /**
     * Puts the header parameter {@code kid} (RFC 7515 §4.1.4), for any signing key.
     *
     * @param kid the key ID to claim
     * @return this
     */
    public TestToken keyId(String kid) {
        return header("kid", requireNonNull(kid, "kid"));
    }

    /**
     * Puts a claim.
     *
     * @param name its name
     * @param value null, a string, a number, a boolean, an {@link Instant} (written as whole seconds, rounded down), or
     *     a {@link Map} or {@link Iterable} of these
     * @return this
     */
    @SuppressWarnings("exports") // an annotation, which users of the module path can do without
    public TestToken claim(String name, @Nullable Object value) {
        claims.put(requireNonNull(name, "name"), value);
        return this;
    }

    /**
     * Removes a claim.
     *
     * @param name its name
     * @return this
     */
    public TestToken withoutClaim(String name) {
        claims.remove(requireNonNull(name, "name"));
        return this;
    }

    /**
     * Puts {@code sub}.
     *
     * @param sub the subject
     * @return this
     */
    public TestToken subject(String sub) {
        return claim("sub", requireNonNull(sub, "sub"));
    }

    /**
     * Puts {@code iss}.
     *
     * @param iss the issuer to claim
     * @return this
     */
    public TestToken issuer(String iss) {
        return claim("iss", requireNonNull(iss, "iss"));
    }

    /**
     * Puts {@code aud}: a string if one value is given, otherwise an array. For an array of one, use
     * {@code claim("aud", List.of("one"))}.
     *
     * @param aud the intended recipients of the token
     * @return this
     */
    public TestToken audience(String... aud) {
        return claim("aud", aud.length == 1 ? aud[0] : List.of(aud));
    }

    /**
     * Puts {@code iat}; {@code exp} stays.
     *
     * @param iat rounded down to whole seconds
     * @return this
     */
    public TestToken issuedAt(Instant iat) {
        return claim("iat", requireNonNull(iat, "iat"));
    }

    /**
     * Puts {@code exp}.
     *
     * @param exp rounded down to whole seconds
     * @return this
     */
    public TestToken expiresAt(Instant exp) {
        return claim("exp", requireNonNull(exp, "exp"));
    }

    /**
     * Puts {@code exp} at this distance from the issuer's current time. For a token that has expired, it puts
     * {@code iat} before that, because some libraries reject a token that was issued after its end for that alone.
     *
     * @param lifetime negative for a token that has expired
     * @return this
     */
    public TestToken expiresIn(Duration lifetime) {
        Instant end = now.plus(lifetime);
        return lifetime.isNegative() ? issuedAt(end.minus(DEFAULT_LIFETIME)).expiresAt(end) : expiresAt(end);
    }

    /**
     * Puts {@code nbf}.
     *
     * @param nbf rounded down to whole seconds
     * @return this
     */
    public TestToken notBefore(Instant nbf) {
        return claim("nbf", requireNonNull(nbf, "nbf"));
    }

    /**
     * Puts {@code scope}: the values with a space between them (RFC 8693 §4.2).
     *
     * @param values the scope values
     * @return this
     */
    public TestToken scope(String... values) {
        return claim("scope", String.join(" ", values));
    }

    /**
     * Puts {@code email}.
     *
     * @param address the address; {@code emailVerified} stays
     * @return this
     */
    public TestToken email(String address) {
        return claim("email", requireNonNull(address, "address"));
    }

    /**
     * Puts {@code name}.
     *
     * @param fullName the name to show
     * @return this
     */
    public TestToken name(String fullName) {
        return claim("name", requireNonNull(fullName, "fullName"));
    }

    /**
     * Binds the token to the key of a client: puts {@code cnf} with {@code jkt} (RFC 9449 §6.1).
     *
     * @param clientKey the key that proves its possession
     * @return this
     */
    public TestToken boundTo(TestDpopKey clientKey) {
        return claim("cnf", Map.of("jkt", clientKey.thumbprint()));
    }

    /**
     * Signs with another key. Its {@code alg} and {@code kid} go into the header unless {@link #header} or
     * {@link #keyId} sets them. A forgery is {@code t.signedWith(stranger).keyId(issuer.keyId())}.
     *
     * @param otherKey the key that signs instead of the issuer's active key
     * @return this
     */
    public TestToken signedWith(TestKey otherKey) {
        key = requireNonNull(otherKey, "otherKey");
        return this;
    }

    /**
     * Replaces the whole header; the result is signed as it is.
     *
     * @param text JSON or not
     * @return this
     */
    public TestToken rawHeader(String text) {
        rawHeader = requireNonNull(text, "text");
        return this;
    }

    /**
     * Replaces the whole payload; the result is signed as it is.
     *
     * @param text JSON or not
     * @return this
     */
    public TestToken rawPayload(String text) {
        rawPayload = requireNonNull(text, "text");
        return this;
    }

    /**
     * Changes the signature after signing: {@code t.signature(bytes -> new byte[0])}.
     *
     * @param change receives the signature and returns its replacement
     * @return this
     */
    public TestToken signature(UnaryOperator<byte[]> change) {
        signatureChange = requireNonNull(change, "change");
        return this;
    }

    String sign() {
        String headerText = rawHeader != null ? rawHeader : Json.write(headerParameters());
        String payloadText = rawPayload != null ? rawPayload : Json.write(claims);
        CompactJws unsigned = CompactJws.of(headerText, payloadText);
        byte[] signature = key.sign(unsigned.signingInput());
        return unsigned.signature(signatureChange.apply(signature)).toString();
    }

    private Map<String, @Nullable Object> headerParameters() {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        parameters.put("alg", key.algorithm());
        // Better Auth names no key in a token under its shared secret: there is no set to look it up in
        if (!key.isSymmetric()) {
            parameters.put("kid", key.keyId());
        }
        parameters.putAll(header);
        parameters.keySet().removeAll(removedHeaders);
        return parameters;
    }
}
