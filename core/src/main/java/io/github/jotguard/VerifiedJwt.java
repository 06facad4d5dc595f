package io.github.jotguard;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JWT whose signature and claims were verified. Immutable and thread-safe. It does not expire by itself.
 *
 * <p>Only a {@link JwtVerifier} creates one. Data binders, JSON mappers and object serialization cannot. The class is
 * abstract, and its only subclass requires a seal that only the verifier has. An instance that was allocated without a
 * constructor throws from every method.
 */
public abstract sealed class VerifiedJwt {

    private final @Nullable Seal seal;
    private final JwsHeader header;
    private final JwtClaims claims;

    private VerifiedJwt(@Nullable Seal seal, JwsHeader header, JwtClaims claims) {
        this.seal = Seal.require(seal);
        this.header = requireNonNull(header, "header");
        this.claims = requireNonNull(claims, "claims");
    }

    /** The only subclass, so that the public type has no constructor to find. */
    private static final class Sealed extends VerifiedJwt {

        private Sealed(@Nullable Seal seal, JwsHeader header, JwtClaims claims) {
            super(seal, header, claims);
        }
    }

    /** Creates a token whose signature was verified. The verifier checks its claims before it returns the token. */
    static VerifiedJwt sealed(Seal seal, JwsHeader header, JwtClaims claims) {
        return new Sealed(seal, header, claims);
    }

    /**
     * Returns {@code sub} (RFC 7519 §4.1.2), the subject of the token, usually a user id.
     *
     * @throws IllegalStateException if the token has none, which {@code requireClaims("sub")} prevents
     */
    public String subject() {
        return demand("sub", parsedClaims().subject());
    }

    /**
     * Returns {@code iss} (RFC 7519 §4.1.1).
     *
     * @throws IllegalStateException if the token has none, which only {@link TrustedIssuer#anyIssuer} accepts
     */
    public String issuer() {
        return demand("iss", parsedClaims().issuer());
    }

    /**
     * Returns {@code jti} (RFC 7519 §4.1.7), for deny-lists. It never returns null, so a deny-list that reads it
     * rejects a token without one.
     *
     * @throws IllegalStateException if the token has none; {@code claim("jti", String.class)} is empty then
     */
    public String id() {
        return demand("jti", parsedClaims().id());
    }

    /** Returns {@code aud} (RFC 7519 §4.1.3), a string or an array, as a list; empty if absent. */
    public List<String> audience() {
        return parsedClaims().audience();
    }

    /**
     * Returns {@code exp} (RFC 7519 §4.1.4); empty if absent. A time later than {@link Instant#MAX} is returned as
     * {@code Instant.MAX}.
     */
    public Optional<Instant> expiresAt() {
        return Optional.ofNullable(parsedClaims().expiresAt());
    }

    /** Returns {@code iat} (RFC 7519 §4.1.6); empty if absent. */
    public Optional<Instant> issuedAt() {
        return Optional.ofNullable(parsedClaims().issuedAt());
    }

    /** Returns {@code nbf} (RFC 7519 §4.1.5); empty if absent. */
    public Optional<Instant> notBefore() {
        return Optional.ofNullable(parsedClaims().notBefore());
    }

    /**
     * Returns {@code scope} as a set: a string separated by spaces (RFC 8693 §4.2) or an array of strings; empty for
     * any other value.
     */
    public Set<String> scopes() {
        return Scopes.of(parsedClaims().all().get("scope"));
    }

    /**
     * Returns a claim of this type. A number is converted if the result is exact, or to the nearest {@code Double}.
     *
     * @param name the name of the claim
     * @param type {@code String}, {@code Boolean}, {@code Long}, {@code Integer}, {@code Double}, {@code BigDecimal},
     *     {@code List} or {@code Map}
     * @return empty if the claim is absent, null or of another type
     */
    public <T> Optional<T> claim(String name, Class<T> type) {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
        return Optional.ofNullable(ClaimTypes.as(type, parsedClaims().all().get(name)));
    }

    /**
     * Returns all claims in the order of the token, deeply unmodifiable. The values are {@code String}, {@code Long},
     * {@code BigDecimal}, {@code Boolean}, {@code List}, {@code Map} or null.
     */
    public Map<String, @Nullable Object> claims() {
        return parsedClaims().all();
    }

    /** Returns {@code alg} (RFC 7515 §4.1.1). */
    public JwsAlgorithm algorithm() {
        return header().algorithm();
    }

    /** Returns {@code kid} (RFC 7515 §4.1.4); empty if absent. */
    public Optional<String> keyId() {
        return header().keyId();
    }

    /** Returns {@code typ} (RFC 7515 §4.1.9) as sent; empty if absent. */
    public Optional<String> type() {
        return header().type();
    }

    private static String demand(String name, @Nullable String claim) {
        if (claim == null) {
            throw new IllegalStateException(
                    "The token has no " + name + " claim. Require it with requireClaims(\"" + name + "\")");
        }
        return claim;
    }

    JwsHeader header() {
        Seal.require(seal);
        return header;
    }

    JwtClaims parsedClaims() {
        Seal.require(seal);
        return claims;
    }

    /** Returns the algorithm and the number of claims. It shows no claim, because a claim can be personal. */
    @Override
    public String toString() {
        return "VerifiedJwt[" + header().algorithm() + ", "
                + parsedClaims().all().size() + " claims]";
    }
}
