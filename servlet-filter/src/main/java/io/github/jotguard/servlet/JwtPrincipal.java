package io.github.jotguard.servlet;

import static java.util.Objects.requireNonNull;

import io.github.jotguard.VerifiedJwt;
import java.security.Principal;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The caller of a request as the token names it, and the default of {@code getUserPrincipal()}. A
 * {@linkplain BearerTokenFilter.Builder#principal hook} replaces it with the application's own user. Two principals are
 * equal if their issuers and subjects are equal. Immutable.
 *
 * @param jwt the verified token; it has a subject
 */
public record JwtPrincipal(VerifiedJwt jwt) implements Principal {

    /**
     * Creates the caller of a token.
     *
     * @throws IllegalArgumentException if the token has no subject: {@code sub} is absent or blank
     */
    public JwtPrincipal {
        if (subject(requireNonNull(jwt, "jwt")).isEmpty()) {
            throw new IllegalArgumentException("The token has no subject: sub is absent or blank");
        }
    }

    /**
     * Returns the principal of a token, or empty if it has no subject, because all such tokens would be the same user.
     */
    static Optional<JwtPrincipal> of(VerifiedJwt jwt) {
        return subject(jwt).map(named -> new JwtPrincipal(jwt));
    }

    private static Optional<String> subject(VerifiedJwt jwt) {
        return jwt.claim("sub", String.class).filter(subject -> !subject.isBlank());
    }

    /** Returns {@code sub}, the subject of the token. */
    @Override
    public String getName() {
        return jwt.subject();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JwtPrincipal that && getName().equals(that.getName()) && issuer().equals(that.issuer());
    }

    @Override
    public int hashCode() {
        return Objects.hash(getName(), issuer());
    }

    private Optional<String> issuer() {
        return jwt.claim("iss", String.class);
    }
}
