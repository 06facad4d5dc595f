package io.github.jotguard;

import static java.util.Objects.requireNonNull;

import io.github.jotguard.VerifiedTokenCache.TokenHash;
import io.github.jotguard.settings.InvalidOptionException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Verifies JWTs of trusted issuers. Immutable and thread-safe: build one for an application and keep it.
 *
 * <p>It parses a token strictly and checks issuer, algorithm and type against allow-lists. Then it finds the key,
 * verifies the signature and checks the claims.
 */
public final class JwtVerifier implements AutoCloseable {

    private final TrustedIssuers issuers;
    private final Clock clock;
    private final TokenParser parser;
    private final VerifiedTokenCache cache;
    private final SignatureVerifier signatures;
    private final CompositeListener listeners;
    private final RejectionLog rejections;
    private final NonBlockingChecks nonBlocking;

    private JwtVerifier(Builder settings) {
        this.issuers = new TrustedIssuers(settings.issuers);
        this.clock = settings.clock;
        this.parser = new TokenParser(settings.maxTokenLength, issuers.algorithms());
        this.cache = new VerifiedTokenCache(settings.cachedTokens, clock);
        this.signatures = new SignatureVerifier(settings.engine.create(issuers.algorithms()));
        this.listeners = new CompositeListener(settings.listeners);
        this.rejections = new RejectionLog(issuers);
        this.nonBlocking = new NonBlockingChecks(issuers, listeners, rejections, parser, cache, clock);
        issuers.acquire(listeners);
    }

    /**
     * Builds a verifier for the tokens of these issuers, with the default of every other setting.
     *
     * @param first a trusted issuer
     * @param more further trusted issuers, in order of precedence
     * @throws IllegalStateException as {@link Builder#build()}
     */
    public static JwtVerifier trusting(TrustedIssuer first, TrustedIssuer... more) {
        Builder builder = builder().trust(first);
        Arrays.stream(more).forEach(builder::trust);
        return builder.build();
    }

    /** Returns a builder without a trusted issuer. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Verifies a token and returns its claims. If the keys are not cached, it waits for the network within the bounds
     * of the key source.
     *
     * @param token a JWS in compact serialization (RFC 7515 §7.1), without {@code Bearer}; null is rejected as
     *     malformed
     * @return the verified token, never null
     * @throws JwtRejectedException if the token is not acceptable; respond with 401
     * @throws KeysUnavailableException if the keys needed to verify the token are unavailable; respond with 503
     */
    public VerifiedJwt verify(@Nullable String token) {
        return verify(token, ProofOfPossession.NONE);
    }

    /**
     * Verifies a token that may be bound to a key, as {@link #verify(String)} does.
     *
     * @param token a JWS in compact serialization (RFC 7515 §7.1), without {@code Bearer}; null is rejected as
     *     malformed
     * @param proof the keys that the sender holds; called on every verification for each member of {@code cnf}
     * @return the verified token, never null
     * @throws JwtRejectedException if the token is not acceptable or is bound to a key that the proof does not cover;
     *     respond with 401
     * @throws KeysUnavailableException if the keys needed to verify the token are unavailable; respond with 503
     */
    public VerifiedJwt verify(@Nullable String token, ProofOfPossession proof) {
        long begun = listeners.begin();
        try {
            VerifiedJwt jwt = verifyAny(token, proof);
            listeners.accepted(jwt, begun);
            return jwt;
        } catch (Rejection rejected) {
            throw reported(rejected, begun);
        } catch (KeysUnavailableException unavailable) {
            listeners.keysUnavailable(begun);
            throw unavailable;
        }
    }

    /**
     * Verifies a token if that is possible without waiting: for threads that must not block, such as event loops. The
     * verdict is that of {@link #verify(String, ProofOfPossession)} at this moment, and it is reported as there. Call
     * that method on a thread that may block if the result is empty.
     *
     * <ul>
     *   <li>It accepts a token that was accepted before and passes every check again. It accepts none if code of the
     *       application may block: a revocation check; and a claim rule or a key source unless its {@code mayBlock()}
     *       returns false.
     *   <li>It rejects a token whose text alone is the reason: its syntax or length, its issuer, its header, the length
     *       of its signature. Claims that only a signature makes trustworthy, such as {@code exp}, are left to
     *       {@code verify}.
     * </ul>
     *
     * <p>The result is always empty if a listener may block, unless its {@code mayBlock()} returns false. The clock of
     * the verifier must not block.
     *
     * @param token as for {@link #verify(String)}
     * @param proof the keys that the sender holds; called for each member of {@code cnf}
     * @return the verified token; empty if {@code verify} has to decide
     * @throws JwtRejectedException if the token is not acceptable; respond with 401
     */
    public Optional<VerifiedJwt> tryVerify(@Nullable String token, ProofOfPossession proof) {
        long begun = listeners.begin();
        try {
            Optional<VerifiedJwt> seen = nonBlocking.find(token, proof);
            seen.ifPresent(jwt -> listeners.accepted(jwt, begun));
            return seen;
        } catch (Rejection rejected) {
            throw reported(rejected, begun);
        }
    }

    /**
     * Runs every check of a token and returns the expected and the actual values, for people at a terminal and for
     * tests. The result contains claims, so do not put it into a response or a log. This method may fetch keys, as
     * {@link #verify} may.
     *
     * @param token as for {@link #verify(String)}; null is malformed
     */
    public Explanation explain(@Nullable String token) {
        return new Explainer(this).explain(token);
    }

    /**
     * Fetches the keys of all issuers now and not at the first token. Never throws; {@link #status()} shows the
     * outcome.
     */
    public void preload() {
        issuers.preload();
        issuers.publishedAlgorithms().forEach(signatures::prepare);
    }

    /** Returns the trusted issuers in the order of {@link Builder#trust}. */
    public List<TrustedIssuer> trustedIssuers() {
        return List.copyOf(issuers.entries());
    }

    /** Returns the status of the keys and of the verified-token cache. Does no I/O. */
    public VerifierStatus status() {
        return new VerifierStatus(issuers.status(), cache.status());
    }

    /**
     * Ends the use of the key sources. A source that no other verifier uses stops its background threads. A second call
     * does nothing.
     */
    @Override
    public void close() {
        issuers.release();
    }

    private JwtRejectedException reported(Rejection rejected, long begun) {
        rejections.rejected(rejected);
        listeners.rejected(rejected.reason(), begun);
        return new JwtRejectedException(rejected.reason());
    }

    private VerifiedJwt verifyAny(@Nullable String token, ProofOfPossession proof) throws Rejection {
        if (token == null || token.length() > parser.maxLength() || !cache.takes(token)) {
            return verifyUncached(parser.parse(token), null, proof);
        }
        byte[] latin1 = token.getBytes(StandardCharsets.ISO_8859_1);
        TokenHash hash = TokenHash.of(latin1);
        VerifiedTokenCache.Entry seen = cache.find(hash);
        if (seen != null && KeyLookup.isStillPublished(seen)) {
            return verifyCached(seen, hash, proof);
        }
        if (seen != null) {
            cache.forget(hash);
        }
        return verifyUncached(parser.parse(token, latin1), hash, proof);
    }

    /**
     * Checks a cached token again for everything that time or the application can change. Its signature was verified
     * with a key that is still published.
     */
    private VerifiedJwt verifyCached(VerifiedTokenCache.Entry seen, TokenHash hash, ProofOfPossession proof)
            throws Rejection {
        try {
            seen.issuer().checkClaims(seen.jwt(), clock.instant(), proof);
            rejections.accepted(seen.issuer());
            return seen.jwt();
        } catch (Rejection rejected) {
            if (rejected.reason() == RejectionReason.EXPIRED) {
                cache.forget(hash);
            }
            throw rejected.by(List.of(seen.issuer()));
        }
    }

    private VerifiedJwt verifyUncached(UnverifiedJwt token, @Nullable TokenHash hash, ProofOfPossession proof)
            throws Rejection {
        TrustedIssuer issuer = issuers.find(token);
        try {
            JwsHeader header = issuer.headerRules().check(token.header());
            Instant now = clock.instant();
            List<VerificationKey> candidates = findKeys(token, header, issuer, now, proof);
            VerificationKey key = signatures.verify(token, header, candidates, issuer, now, proof);
            VerifiedJwt jwt = VerifiedJwt.sealed(Seal.GENUINE, header, token.claims());
            issuer.checkClaims(jwt, now, proof);
            remember(token, hash, jwt, issuer, key);
            return jwt;
        } catch (Rejection rejected) {
            throw rejected.by(List.of(issuer));
        }
    }

    /**
     * Finds the keys that may have signed the token. With a cached key the signature is verified before any claim is
     * checked. Without one, the claims are checked first, so that a token that can never be accepted causes no fetch.
     */
    List<VerificationKey> findKeys(
            UnverifiedJwt token, JwsHeader header, TrustedIssuer issuer, Instant now, ProofOfPossession proof)
            throws Rejection {
        SignatureVerifier.checkLength(token, header);
        List<VerificationKey> cached = KeyLookup.findCached(issuer, header);
        if (!cached.isEmpty()) {
            return cached;
        }
        issuer.registeredClaimRules().check(token.claims(), now, proof);
        return KeyLookup.find(issuer, header);
    }

    private void remember(
            UnverifiedJwt token, @Nullable TokenHash hash, VerifiedJwt jwt, TrustedIssuer issuer, VerificationKey key) {
        rejections.accepted(issuer);
        parser.remember(token);
        if (hash != null) {
            cache.remember(hash, jwt, issuer, key);
        }
    }

    TrustedIssuers issuers() {
        return issuers;
    }

    Clock clock() {
        return clock;
    }

    TokenParser parser() {
        return parser;
    }

    SignatureVerifier signatures() {
        return signatures;
    }

    /** The settings of a verifier. Not thread-safe; the verifier that {@link #build()} returns is. */
    public static final class Builder {

        /** Default of {@link #maxTokenLength}, in characters. */
        public static final int DEFAULT_MAX_TOKEN_LENGTH = 16_384;

        /** Maximum of {@link #maxTokenLength}, in characters. */
        public static final int LARGEST_MAX_TOKEN_LENGTH = 262_144;

        /** Default of {@link #verifiedTokenCache}, in tokens. */
        public static final int DEFAULT_CACHED_TOKENS = VerifiedTokenCache.DEFAULT_TOKENS;

        private final List<TrustedIssuer> issuers = new ArrayList<>();
        private final List<VerificationListener> listeners = new ArrayList<>();
        private Clock clock = Clock.systemUTC();
        private int maxTokenLength = DEFAULT_MAX_TOKEN_LENGTH;
        private int cachedTokens = DEFAULT_CACHED_TOKENS;
        private SignatureEngine engine = SignatureEngine.installed();

        private Builder() {}

        /**
         * Trusts one more issuer. The {@code iss} of a token selects the issuer before any key is looked up. Entries of
         * the same issuer must differ in the family of their algorithms, shared secret or public keys, or in their
         * audience. If a token fits the audiences of two entries, it belongs to the one that was trusted first.
         *
         * @param issuer an issuer with its keys and rules
         */
        public Builder trust(TrustedIssuer issuer) {
            issuers.add(requireNonNull(issuer, "issuer"));
            return this;
        }

        /** Sets the clock for {@code exp}, {@code nbf} and {@code iat}. Default: the system clock in UTC. */
        public Builder clock(Clock clock) {
            this.clock = requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Sets the maximum length of a token. Longer tokens are rejected with {@link RejectionReason#TOO_LARGE}.
         *
         * @param characters 1 to {@value #LARGEST_MAX_TOKEN_LENGTH} (default {@value #DEFAULT_MAX_TOKEN_LENGTH})
         * @throws IllegalArgumentException if it is outside these bounds
         */
        public Builder maxTokenLength(int characters) {
            if (characters < 1 || characters > LARGEST_MAX_TOKEN_LENGTH) {
                throw InvalidOptionException.outside("maxTokenLength", 1, LARGEST_MAX_TOKEN_LENGTH, characters);
            }
            this.maxTokenLength = characters;
            return this;
        }

        /**
         * Sets the size of the verified-token cache, which saves the verification of the same signature. It changes no
         * outcome. The default uses at most 16 MiB of heap, and other sizes use memory in proportion.
         *
         * @param tokens 0 to 1,000,000 (default {@value #DEFAULT_CACHED_TOKENS}); 0 turns the cache off
         * @throws IllegalArgumentException if it is outside these bounds
         */
        public Builder verifiedTokenCache(int tokens) {
            if (tokens < 0 || tokens > VerifiedTokenCache.MAX_TOKENS) {
                throw InvalidOptionException.outside("verifiedTokenCache", 0, VerifiedTokenCache.MAX_TOKENS, tokens);
            }
            this.cachedTokens = tokens;
            return this;
        }

        /** Adds a listener for verification events. Can be called several times. */
        public Builder listener(VerificationListener listener) {
            listeners.add(requireNonNull(listener, "listener"));
            return this;
        }

        /** Sets the signature engine. Default: {@link SignatureEngine#installed()}. */
        public Builder signatureEngine(SignatureEngine engine) {
            this.engine = requireNonNull(engine, "engine");
            return this;
        }

        /**
         * Builds the verifier.
         *
         * @throws IllegalStateException if no issuer is trusted, a key source was closed, or two entries have the same
         *     name. Also if a token could belong to two entries of one issuer, or no implementation for one of the
         *     algorithms is usable
         */
        public JwtVerifier build() {
            return new JwtVerifier(this);
        }
    }
}
