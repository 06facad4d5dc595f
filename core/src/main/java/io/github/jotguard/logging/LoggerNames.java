package io.github.jotguard.logging;

/** The names of the loggers. They are part of what users configure, so they survive the renaming of classes. */
public final class LoggerNames {

    /** Rejected tokens, and rules, listeners and proofs of possession that fail. */
    public static final String VERIFICATION = "io.github.jotguard.verification";

    /** Fetches of JWK Sets and skipped keys. */
    public static final String JWKS = "io.github.jotguard.jwks";

    /** Signature engines that are selected or fail. */
    public static final String SIGNATURE = "io.github.jotguard.signature";

    /** Shared secrets that are weak or badly copied. */
    public static final String SECRET = "io.github.jotguard.secret";

    /** The servlet filter: its startup, and requests that it cannot answer as intended. */
    public static final String SERVLET = "io.github.jotguard.servlet";

    /** The Spring adapter: its startup, settings without effect, and lookups of users that fail. */
    public static final String SPRING = "io.github.jotguard.spring";

    private LoggerNames() {}
}
