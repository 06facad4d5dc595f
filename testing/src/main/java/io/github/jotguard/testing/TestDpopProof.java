package io.github.jotguard.testing;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An unsigned DPoP proof (RFC 9449 §4.2) that {@link TestDpopKey#proof(String, String, String, Consumer)} lets a test
 * change. It is good at first: {@code typ}, {@code alg} and {@code jwk} in the header; {@code jti}, {@code iat},
 * {@code htm}, {@code htu} and {@code ath} as claims. Each method changes one thing without any check. Not thread-safe.
 */
public final class TestDpopProof {
    private final Map<String, @Nullable Object> header = new LinkedHashMap<>();
    private final Map<String, @Nullable Object> claims = new LinkedHashMap<>();
    private final Map<String, @Nullable Object> jwk;
    private TestKey key;
    private @Nullable String rawHeader;
    private @Nullable String rawPayload;
    private UnaryOperator<byte[]> signatureChange = UnaryOperator.identity();

    TestDpopProof(TestKey key, Instant now) {
        this.key = key;
        this.jwk = new LinkedHashMap<>(JwkMembers.ofPublic(key.publicKey()));
        header("typ", "dpop+jwt").header("alg", key.algorithm()).header("jwk", jwk);
        claim("jti", UUID.randomUUID().toString()).issuedAt(now);
    }

    /**
     * Puts a header parameter, also {@code typ}, {@code alg} and {@code jwk}.
     *
     * @param name its name
     * @param value its value, of a type that {@link TestToken#claim} accepts
     * @return this
     */
    @SuppressWarnings("exports") // an annotation, which users of the module path can do without
    public TestDpopProof header(String name, @Nullable Object value) {
        header.put(requireNonNull(name, "name"), value);
        return this;
    }

    /**
     * Removes a header parameter.
     *
     * @param name its name
     * @return this
     */
    public TestDpopProof withoutHeader(String name) {
        header.remove(requireNonNull(name, "name"));
        return this;
    }

    /**
     * Changes the public key in the header: {@code p.jwk(members -> members.put("use", "enc"))}.
     *
     * @param change receives the members by name and may put, replace and remove
     * @return this
     */
    @SuppressWarnings("exports") // an annotation, which users of the module path can do without
    public TestDpopProof jwk(Consumer<Map<String, @Nullable Object>> change) {
        change.accept(jwk);
        return this;
    }

    /**
     * Adds the private parts to the key in the header, which a proof must not have.
     *
     * @return this
     */
    public TestDpopProof withPrivateKey() {
        jwk.putAll(key.privateMembers());
        return this;
    }

    /**
     * Puts a claim.
     *
     * @param name its name
     * @param value its value, of a type that {@link TestToken#claim} accepts
     * @return this
     */
    @SuppressWarnings("exports") // an annotation, which users of the module path can do without
    public TestDpopProof claim(String name, @Nullable Object value) {
        claims.put(requireNonNull(name, "name"), value);
        return this;
    }

    /**
     * Removes a claim.
     *
     * @param name its name
     * @return this
     */
    public TestDpopProof withoutClaim(String name) {
        claims.remove(requireNonNull(name, "name"));
        return this;
    }

    /**
     * Puts {@code iat}.
     *
     * @param iat rounded down to whole seconds
     * @return this
     */
    public TestDpopProof issuedAt(Instant iat) {
        return claim("iat", requireNonNull(iat, "iat"));
    }

    /**
     * Puts {@code nonce} (RFC 9449 §9).
     *
     * @param nonce the value of a {@code DPoP-Nonce} header
     * @return this
     */
    public TestDpopProof nonce(String nonce) {
        return claim("nonce", requireNonNull(nonce, "nonce"));
    }

    /**
     * Puts {@code ath}, the hash of a token.
     *
     * @param token the access token
     * @return this
     */
    public TestDpopProof accessToken(String token) {
        return claim("ath", TestDpopKey.sha256(token));
    }

    /**
     * Signs with another key. {@code alg} and {@code jwk} of the header stay, so the result is a forgery.
     *
     * @param otherKey the key that signs
     * @return this
     */
    public TestDpopProof signedWith(TestKey otherKey) {
        key = requireNonNull(otherKey, "otherKey");
        return this;
    }

    /**
     * Replaces the whole header; the result is signed as it is.
     *
     * @param text JSON or not
     * @return this
     */
    public TestDpopProof rawHeader(String text) {
        rawHeader = requireNonNull(text, "text");
        return this;
    }

    /**
     * Replaces the whole payload; the result is signed as it is.
     *
     * @param text JSON or not
     * @return this
     */
    public TestDpopProof rawPayload(String text) {
        rawPayload = requireNonNull(text, "text");
        return this;
    }

    /**
     * Changes the signature after signing: {@code p.signature(bytes -> new byte[0])}.
     *
     * @param change receives the signature and returns its replacement
     * @return this
     */
    public TestDpopProof signature(UnaryOperator<byte[]> change) {
        signatureChange = requireNonNull(change, "change");
        return this;
    }

    TestKey key() {
        return key;
    }

    Object claim(String name) {
        return requireNonNull(claims.get(name), name);
    }

    String sign() {
        CompactJws unsigned = CompactJws.of(
                rawHeader != null ? rawHeader : Json.write(header),
                rawPayload != null ? rawPayload : Json.write(claims));
        return unsigned.signature(signatureChange.apply(key.sign(unsigned.signingInput())))
                .toString();
    }
}
