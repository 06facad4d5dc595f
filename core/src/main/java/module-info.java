/**
 * Verifies JSON Web Tokens: start at {@link io.github.jotguard.JwtVerifier}.
 *
 * <p>{@code io.github.jotguard} verifies a token, {@code io.github.jotguard.jwks} obtains the keys for it, and
 * {@code io.github.jotguard.issuers} has the settings for well-known issuers. {@code io.github.jotguard.dpop} verifies
 * proofs of possession.
 */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("module") // the modules of the qualified export are compiled later
module io.github.jotguard.core {
    requires static transitive org.jspecify;
    requires com.github.benmanes.caffeine;
    requires com.nimbusds.jose.jwt;
    requires org.slf4j;

    exports io.github.jotguard;
    exports io.github.jotguard.dpop;
    exports io.github.jotguard.issuers;
    exports io.github.jotguard.jwks;
    exports io.github.jotguard.bearer to
            io.github.jotguard.servlet,
            io.github.jotguard.spring;
    exports io.github.jotguard.logging to
            io.github.jotguard.servlet,
            io.github.jotguard.spring;
    exports io.github.jotguard.settings to
            io.github.jotguard.servlet,
            io.github.jotguard.spring;
}
