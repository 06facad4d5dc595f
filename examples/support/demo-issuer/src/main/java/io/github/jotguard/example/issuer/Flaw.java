package io.github.jotguard.example.issuer;

/** The one thing that is wrong with a token which is issued to be rejected. */
public enum Flaw {
    /** It expired five minutes ago, which no usual clock skew forgives. */
    EXPIRED,
    /** It is for another application. */
    OTHER_AUDIENCE,
    /** It names another issuer. */
    OTHER_ISSUER,
    /** It is signed with a key that was never published. */
    OTHER_KEY
}
