package io.github.jotguard;

import io.github.jotguard.VerifiedTokenCache.TokenHash;
import io.github.jotguard.logging.Interrupts;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides about tokens without waiting, as far as that is possible: it accepts cached tokens, and rejects tokens whose
 * text alone is a reason. It decides about none if a listener may block, and accepts none if other code of the
 * application may. Thread-safe.
 */
final class NonBlockingChecks {

    private final TrustedIssuers trusted;
    private final RejectionLog rejections;
    private final TokenParser parser;
    private final VerifiedTokenCache cache;
    private final Clock clock;
    private final boolean mayListenersBlock;
    /** The entries whose cached tokens can be checked without waiting. */
    private final Set<TrustedIssuer> nonBlocking;

    NonBlockingChecks(
            TrustedIssuers trusted,
            CompositeListener listeners,
            RejectionLog rejections,
            TokenParser parser,
            VerifiedTokenCache cache,
            Clock clock) {
        this.trusted = trusted;
        this.rejections = rejections;
        this.parser = parser;
        this.cache = cache;
        this.clock = clock;
        this.mayListenersBlock = mayBlock(listeners::mayBlock);
        this.nonBlocking = trusted.entries().stream()
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

    /**
     * Finds a cached token that passes every check. Counts it as a hit of the cache, and a token that is rejected as a
     * miss.
     *
     * @return empty if a verification that may block has to decide
     * @throws Rejection if the text of the token alone is the reason, as that verification would
     */
    Optional<VerifiedJwt> find(@Nullable String token, ProofOfPossession proof) throws Rejection {
        if (mayListenersBlock) {
            return Optional.empty();
        }
        try {
            if (token == null || token.length() > parser.maxLength() || !cache.takes(token)) {
                checkText(parser.parse(token));
                return Optional.empty();
            }
            byte[] latin1 = token.getBytes(StandardCharsets.ISO_8859_1);
            VerifiedTokenCache.Entry seen = cache.peek(TokenHash.of(latin1));
            if (seen == null) {
                checkUnseen(token, latin1);
                return Optional.empty();
            }
            return accepts(seen, proof) ? Optional.of(seen.jwt()) : Optional.empty();
        } catch (Rejection rejected) {
            throw rejected;
        } catch (Throwable failure) { // a verification that may block has it too, and reports it
            Interrupts.keep(failure);
            return Optional.empty();
        }
    }

    private boolean accepts(VerifiedTokenCache.Entry seen, ProofOfPossession proof) {
        if (!nonBlocking.contains(seen.issuer()) || !KeyLookup.isStillPublished(seen)) {
            return false;
        }
        try {
            seen.issuer().checkClaims(seen.jwt(), clock.instant(), proof);
        } catch (Rejection rejected) { // the other verification removes it from the cache if it has expired
            return false;
        }
        cache.countHit();
        rejections.accepted(seen.issuer());
        return true;
    }

    private void checkUnseen(String token, byte[] latin1) throws Rejection {
        try {
            checkText(parser.parse(token, latin1));
        } catch (Rejection rejected) {
            cache.countMiss();
            throw rejected;
        }
    }

    /** Runs the checks that a verification runs before it looks for a key. None of them calls code of the application. */
    private void checkText(UnverifiedJwt token) throws Rejection {
        TrustedIssuer issuer = trusted.find(token);
        try {
            SignatureVerifier.checkLength(token, issuer.headerRules().check(token.header()));
        } catch (Rejection rejected) {
            throw rejected.by(List.of(issuer));
        }
    }
}
