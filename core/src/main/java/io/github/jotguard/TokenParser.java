package io.github.jotguard;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parses tokens within the limit of their length and remembers the headers of accepted ones. Thread-safe.
 *
 * <p>The claims of a token with an algorithm that no issuer allows are not parsed: strangers send such tokens most, and they should cost least.
 */
final class TokenParser {

    private final int maxLength;
    private final Set<JwsAlgorithm> algorithms;
    private final HeaderCache knownHeaders = new HeaderCache();

    /**
     * Creates a parser.
     *
     * @param maxLength in characters
     * @param algorithms those that any of the issuers allows
     */
    TokenParser(int maxLength, Set<JwsAlgorithm> algorithms) {
        this.maxLength = maxLength;
        this.algorithms = algorithms;
    }

    /** @throws Rejection with {@code MALFORMED}, {@code TOO_LARGE}, {@code UNSUPPORTED_CRITICAL_HEADER} or {@code ALGORITHM_NOT_ALLOWED} */
    UnverifiedJwt parse(@Nullable String token) throws Rejection {
        if (token == null) {
            throw Rejection.malformed("a token", null);
        }
        if (token.length() > maxLength) {
            throw new Rejection(RejectionReason.TOO_LARGE, maxLength, token.length());
        }
        return parse(token, token.getBytes(StandardCharsets.ISO_8859_1));
    }

    /**
     * Parses a token whose length is within the limit.
     *
     * @param latin1 the token in ISO 8859-1
     */
    UnverifiedJwt parse(String token, byte[] latin1) throws Rejection {
        UnverifiedJws jws = UnverifiedJws.parse(token, latin1, knownHeaders);
        jws.header().check(algorithms);
        return jws.parseClaims();
    }

    /** Remembers the header of an accepted token, which many others have. */
    void remember(UnverifiedJwt accepted) {
        knownHeaders.remember(accepted.jws());
    }

    /** Returns the limit, in characters. */
    int maxLength() {
        return maxLength;
    }
}
