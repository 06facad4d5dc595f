package io.github.jotguard;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JWT whose signature and claims have been verified. Immutable and thread-safe. It says what was true when it was verified: it does not
 * expire by itself.
 *
 * <p>Only a {@link JwtVerifier} makes one. Data binders, JSON mappers and object serialization cannot: the class is abstract, its one
 * subclass requires a seal that only the verifier has, and an instance that was allocated without a constructor throws from every method.
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

    /** The only subclass, so that the type that applications name has no constructor to find. */
    private static final class Sealed extends VerifiedJwt {

        private Sealed(@Nullable Seal seal, JwsHeader header, JwtClaims claims) {
            super(seal, header, claims);
        }
    }

    /** A token whose signature was verified; the verifier checks its claims before anyone else sees it. */
    static VerifiedJwt sealed(Seal seal, JwsHeader header, JwtClaims claims) {
        return new Sealed(seal, header, claims);
    }

    /**
     * {@code sub} (RFC 7519 §4.1.2): who the token is about.
     *
     * @throws IllegalStateException if the token has none; {@code requireClaims("sub")} makes sure that this cannot happen
     */
    public String subject() {
        return demand("sub", parsedClaims().subject());
    }

    /**
     * {@code iss} (RFC 7519 §4.1.1).
     *
     * @throws IllegalStateException if the token has none, which only {@link TrustedIssuer#anyIssuer} lets through
     */
    public String issuer() {
        return demand("iss", parsedClaims().issuer());
    }

    /**
     * {@code jti} (RFC 7519 §4.1.7). Throws rather than giving null, so that a deny-list asked for a token without one rejects it.
     *
     * @throws IllegalStateException if the token has none; {@code claim("jti", String.class)} tells
     */
    public String id() {
        return demand("jti", parsedClaims().id());
    }

    /** {@code aud} (RFC 7519 §4.1.3), a string or an array, as a list; empty if absent. */
    public List<String> audience() {
        return parsedClaims().audience();
    }

    /** {@code exp} (RFC 7519 §4.1.4). A time beyond {@link Instant#MAX} is given as that. */
    public Optional<Instant> expiresAt() {
        return Optional.ofNullable(parsedClaims().expiresAt());
    }

    /** {@code iat} (RFC 7519 §4.1.6). */
    public Optional<Instant> issuedAt() {
        return Optional.ofNullable(parsedClaims().issuedAt());
    }

    /** {@code nbf} (RFC 7519 §4.1.5). */
    public Optional<Instant> notBefore() {
        return Optional.ofNullable(parsedClaims().notBefore());
    }

    /** {@code scope} as a set: a string separated by spaces (RFC 8693 §4.2) or an array of strings; else empty. */
    public Set<String> scopes() {
        return Scopes.of(parsedClaims().all().get("scope"));
    }

    /**
     * A claim, if it is there, not null and of this type. Numbers are given as {@code Long}, {@code Integer}, {@code Double} or
     * {@link BigDecimal} where that is exact (a {@code Double} is the nearest one).
     *
     * @param type {@code String}, {@code Boolean}, {@code Long}, {@code Integer}, {@code Double}, {@code BigDecimal}, {@code List}
     *     or {@code Map}
     */
    public <T> Optional<T> claim(String name, Class<T> type) {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
        return Optional.ofNullable(ClaimTypes.as(type, parsedClaims().all().get(name)));
    }

    /**
     * All claims: {@code String}, {@code Long}, {@code BigDecimal}, {@code Boolean}, {@code List}, {@code Map} or null, deeply
     * unmodifiable, in the order of the token.
     */
    public Map<String, @Nullable Object> claims() {
        return parsedClaims().all();
    }

    /** {@code alg} (RFC 7515 §4.1.1). */
    public JwsAlgorithm algorithm() {
        return header().algorithm();
    }

    /** {@code kid} (RFC 7515 §4.1.4). */
    public Optional<String> keyId() {
        return header().keyId();
    }

    /** {@code typ} (RFC 7515 §4.1.9) as sent. */
    public Optional<String> type() {
        return header().type();
    }

    private static String demand(String name, @Nullable String claim) {
        if (claim == null) {
            throw new IllegalStateException(
                    "The token has no " + name + " claim. Demand it with requireClaims(\"" + name + "\")");
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

    /** Names the algorithm; shows no claim, because a claim can be personal and a log is for ever. */
    @Override
    public String toString() {
        return "VerifiedJwt[" + header().algorithm() + ", "
                + parsedClaims().all().size() + " claims]";
    }
}
