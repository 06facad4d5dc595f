package io.github.jotguard;

import io.github.jotguard.logging.Interrupts;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks cached tokens without waiting. It accepts none if code of the application may block. Thread-safe. */
final class NonBlockingChecks {

    private final VerifiedTokenCache cache;
    private final Clock clock;
    /** The entries whose cached tokens can be checked without waiting. */
    private final Set<TrustedIssuer> issuers;

    NonBlockingChecks(TrustedIssuers trusted, CompositeListener listeners, VerifiedTokenCache cache, Clock clock) {
        this.cache = cache;
        this.clock = clock;
        this.issuers = mayBlock(listeners::mayBlock)
                ? Set.of()
                : trusted.entries().stream()
                        .filter(entry -> !mayBlock(entry.keys()::mayBlock))
                        .filter(entry -> !mayBlock(entry.customRules()::mayBlock))
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** Asks code of the application, which may block if it throws. */
    private static boolean mayBlock(BooleanSupplier code) {
        try {
            return code.getAsBoolean();
        } catch (Throwable failure) {
            Interrupts.keep(failure);
            return true;
        }
    }

    /** Finds a token that passes every check, and counts it as a hit of the cache. Returns null if there is none. */
    VerifiedTokenCache.@Nullable Entry find(@Nullable String token, ProofOfPossession proof) {
        if (token == null || issuers.isEmpty() || !cache.takes(token)) {
            return null;
        }
        try {
            byte[] latin1 = token.getBytes(StandardCharsets.ISO_8859_1);
            VerifiedTokenCache.Entry seen = cache.peek(VerifiedTokenCache.TokenHash.of(latin1));
            if (seen == null || !issuers.contains(seen.issuer()) || !KeyLookup.isStillPublished(seen)) {
                return null;
            }
            seen.issuer().checkClaims(seen.jwt(), clock.instant(), proof);
            cache.countHit();
            return seen;
        } catch (Throwable failure) { // a verification that may block has it too, and reports it
            Interrupts.keep(failure);
            return null;
        }
    }
}
