package io.github.jotguard.testing;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One fault of a DPoP proof, of each kind that a server must reject (RFC 9449 §4.3). Use it as the change of
 * {@link TestDpopKey#proof(String, String, String, Consumer)}, one after the other: each must lead to 401.
 */
@SuppressWarnings("ImmutableEnumChecker") // the changes have no state
public enum DpopFault implements Consumer<TestDpopProof> {
    /** {@code typ} of another token. */
    WRONG_TYPE(proof -> proof.header("typ", "JWT")),
    /** No {@code typ}. */
    NO_TYPE(proof -> proof.withoutHeader("typ")),
    /** {@code alg} none, without a signature. */
    UNSIGNED(proof -> proof.header("alg", "none").signature(bytes -> new byte[0])),
    /** HS256 with a shared secret in the header. */
    SYMMETRIC(proof -> {
        TestKey secret = TestKey.generate("HS256");
        proof.header("alg", "HS256")
                .header("jwk", Map.of("kty", "oct", "k", CompactJws.base64Url(secret.secret())))
                .signedWith(secret);
    }),
    /** No {@code jwk}, and a {@code kid} in its place. */
    KEY_ID_ONLY(proof -> proof.withoutHeader("jwk").header("kid", "client-key")),
    /** A private key in the header. */
    PRIVATE_KEY(TestDpopProof::withPrivateKey),
    /** The good proof of a key that the token is not bound to. */
    OTHER_KEY(proof -> {
        TestKey other = TestKey.generate(proof.key().algorithm());
        proof.header("jwk", JwkMembers.ofPublic(other.publicKey())).signedWith(other);
    }),
    /** The right key in the header, and the signature of another. */
    FORGED(proof -> proof.signedWith(TestKey.generate(proof.key().algorithm()))),
    /** A signature with one bit changed. */
    CHANGED_SIGNATURE(proof -> proof.signature(bytes -> {
        byte[] changed = bytes.clone();
        changed[changed.length - 1] ^= 1;
        return changed;
    })),
    /** An extension that must be understood. */
    CRITICAL_HEADER(proof -> proof.header("crit", List.of("exp"))),
    /** No {@code jti}. */
    NO_ID(proof -> proof.withoutClaim("jti")),
    /** An empty {@code jti}. */
    EMPTY_ID(proof -> proof.claim("jti", "")),
    /** A {@code jti} that is a number. */
    NUMERIC_ID(proof -> proof.claim("jti", 7)),
    /** A {@code jti} of 1,000 characters. */
    HUGE_ID(proof -> proof.claim("jti", "x".repeat(1_000))),
    /** No {@code htm}. */
    NO_METHOD(proof -> proof.withoutClaim("htm")),
    /** The method of another request. */
    OTHER_METHOD(proof -> proof.claim("htm", "BREW")),
    /** The method in lower case, which is another method. */
    LOWER_CASE_METHOD(proof -> proof.claim("htm", "get")),
    /** No {@code htu}. */
    NO_URI(proof -> proof.withoutClaim("htu")),
    /** The URI of another server. */
    OTHER_ORIGIN(proof -> proof.claim("htu", "https://evil.example/me")),
    /** The URI with one more segment. */
    OTHER_PATH(proof -> proof.claim("htu", proof.claim("htu") + "/other")),
    /** The URI with a slash at its end. */
    TRAILING_SLASH(proof -> proof.claim("htu", proof.claim("htu") + "/")),
    /** A path without origin. */
    RELATIVE_URI(proof -> proof.claim("htu", "/me")),
    /** No {@code iat}. */
    NO_TIME(proof -> proof.withoutClaim("iat")),
    /** An {@code iat} that is a string. */
    TEXTUAL_TIME(proof -> proof.claim("iat", proof.claim("iat").toString())),
    /** An {@code iat} of one hour ago. */
    OLD(proof -> proof.issuedAt(((Instant) proof.claim("iat")).minusSeconds(3600))),
    /** An {@code iat} in one hour. */
    IN_FUTURE(proof -> proof.issuedAt(((Instant) proof.claim("iat")).plusSeconds(3600))),
    /** An {@code iat} far beyond every calendar. */
    HUGE_TIME(proof -> proof.claim("iat", new java.math.BigDecimal("1e300"))),
    /** A negative {@code iat}. */
    NEGATIVE_TIME(proof -> proof.claim("iat", -1)),
    /** No {@code ath}. */
    NO_TOKEN_HASH(proof -> proof.withoutClaim("ath")),
    /** The hash of another token. */
    REPLACED_TOKEN(proof -> proof.accessToken("another token"));

    private final Consumer<TestDpopProof> change;

    DpopFault(Consumer<TestDpopProof> change) {
        this.change = requireNonNull(change, "change");
    }

    /** Puts the fault into a proof. */
    @Override
    public void accept(TestDpopProof proof) {
        change.accept(proof);
    }
}
