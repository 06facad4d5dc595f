package io.github.jotguard.bearer;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.dpop.DpopVerifier;

/** The scheme of an {@code Authorization} header that a token comes with (RFC 9110 §11.1). */
public enum AuthScheme {
    /** The token alone (RFC 6750 §2.1). */
    BEARER("Bearer"),
    /** A token that is bound to a key, with a proof in another header (RFC 9449 §7.1). */
    DPOP("DPoP");

    private final String text;

    AuthScheme(String text) {
        this.text = text;
    }

    /** Returns the name as the RFC spells it. */
    public String text() {
        return text;
    }

    /** Returns the scheme that a verified token came with, or should have come with. */
    public static AuthScheme of(VerifiedJwt jwt) {
        return DpopVerifier.isBound(jwt) ? DPOP : BEARER;
    }
}
