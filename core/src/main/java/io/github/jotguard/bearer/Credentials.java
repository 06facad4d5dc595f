package io.github.jotguard.bearer;

import static java.util.Objects.requireNonNull;

/**
 * The token of a request and the scheme that it came with. A token of a cookie has the scheme {@code Bearer}.
 *
 * @param token not verified
 */
public record Credentials(AuthScheme scheme, String token) {

    /** Rejects null. */
    public Credentials {
        requireNonNull(scheme, "scheme");
        requireNonNull(token, "token");
    }

    /** Returns the scheme only, because the token is a credential. */
    @Override
    public String toString() {
        return "Credentials[" + scheme + "]";
    }
}
