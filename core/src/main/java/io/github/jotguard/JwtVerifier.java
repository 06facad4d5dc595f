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
import org.jspecify.annotations.Nullable;

/**
 * Verifies JWTs of trusted issuers: parses strictly, checks issuer, algorithm and type against allow-lists, finds the key, verifies the
 * signature, checks the claims. Immutable and thread-safe: make one for an application and keep it.
 */
public final class JwtVerifier implements AutoCloseable {

    private final TrustedIssuers issuers;
    private final Clock clock;
    private final int maxTokenLength;
    private final VerifiedTokenCache cache;
    private final HeaderCache knownHeaders = new HeaderCache();
    private final SignatureVerifier signatures;
    private final CompositeListener listeners;
    private final RejectionLog rejections;

    private JwtVerifier(Builder settings) {
        this.issuers = new TrustedIssuers(settings.issuers);
        this.clock = settings.clock;
        this.maxTokenLength = settings.maxTokenLength;
        this.cache = new VerifiedTokenCache(settings.cachedTokens, clock);
        this.signatures = new SignatureVerifier(settings.engine.create(issuers.algorithms()));
        this.listeners = new CompositeListener(settings.listeners);
        this.rejections = new RejectionLog(issuers);
        issuers.acquire(listeners);
    }

    /** A verifier of the tokens of these issuers, with the defaults for everything else. */
    public static JwtVerifier trusting(TrustedIssuer first, TrustedIssuer... more) {
        Builder builder = builder().trust(first);
        Arrays.stream(more).forEach(builder::trust);
        return builder.build();
    }

    /** Begins a verifier with options. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Verifies a token. Waits for the network only if the keys for it are not at hand, and then within the bounds of the key source.
     *
     * @param token a JWS in compact serialization (RFC 7515 §7.1), without {@code Bearer}; null is malformed
     * @throws JwtRejectedException if the token is not acceptable: answer 401
     * @throws KeysUnavailableException if that cannot be told: answer 503
     */
    public VerifiedJwt verify(@Nullable String token) {
        return verify(token, ProofOfPossession.NONE);
    }

    /**
     * Verifies a token that may be bound to a key, as {@link #verify(String)} does.
     *
     * @param proof says which keys the sender holds; asked on every call for each member of {@code cnf}, and not for a token without
     * @throws JwtRejectedException if the token is not acceptable, or is bound to a key that the proof does not cover: answer 401
     * @throws KeysUnavailableException if that cannot be told: answer 503
     */
    public VerifiedJwt verify(@Nullable String token, ProofOfPossession proof) {
        long begun = listeners.begin();
        try {
            VerifiedJwt jwt = verifyAny(token, proof);
            listeners.accepted(jwt, begun);
            return jwt;
        } catch (Rejection rejected) {
            rejections.rejected(rejected);
            listeners.rejected(rejected.reason(), begun);
            throw new JwtRejectedException(rejected.reason());
        } catch (KeysUnavailableException unavailable) {
            listeners.keysUnavailable(begun);
            throw unavailable;
        }
    }

    /**
     * Every check of a token with what was expected and what was there, for people at a terminal and for tests. Shows claims: never put
     * it into an answer. May fetch keys, as {@link #verify} may.
     */
    public Explanation explain(@Nullable String token) {
        return new Explainer(this).explain(token);
    }

    /** Obtains the keys of all issuers now rather than at the first token. Never fails; {@link #status()} tells how it went. */
    public void preload() {
        issuers.preload();
    }

    /** How keys and cache are doing. Does no I/O. */
    public VerifierStatus status() {
        return new VerifierStatus(issuers.status(), cache.status());
    }

    /** Ends the use of its key sources. A source that no other verifier uses ends what it runs in the background. */
    @Override
    public void close() {
        issuers.release(listeners);
    }

    private VerifiedJwt verifyAny(@Nullable String token, ProofOfPossession proof) throws Rejection {
        if (token == null || token.length() > maxTokenLength || !cache.takes(token)) {
            return verifyUncached(parse(token), null, proof);
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
        return verifyUncached(parse(token, latin1), hash, proof);
    }

    /** The signature was verified, with a key that is still published; what time or the application can change is checked again. */
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
            VerificationKey key = verifySignature(token, header, candidates, issuer, now, proof);
            VerifiedJwt jwt = VerifiedJwt.sealed(Seal.GENUINE, header, token.claims());
            issuer.checkClaims(jwt, now, proof);
            remember(token, hash, jwt, issuer, key);
            return jwt;
        } catch (Rejection rejected) {
            throw rejected.by(List.of(issuer));
        }
    }

    /**
     * Finds the keys that may have signed the token. With a cached key the signature is verified before any claim is checked. Without one, a
     * token that can never be accepted is rejected before the network is used.
     */
    List<VerificationKey> findKeys(
            UnverifiedJwt token, JwsHeader header, TrustedIssuer issuer, Instant now, ProofOfPossession proof)
            throws Rejection {
        SignatureVerifier.checkLength(token, header);
        List<VerificationKey> cached = KeyLookup.findCached(issuer, header);
        if (!cached.isEmpty()) {
            return cached;
        }
        issuer.standardRules().check(token.claims(), now, proof);
        return KeyLookup.find(issuer, header);
    }

    /** Verifies with these keys or, if none of them made the signature, with newer ones of the issuer. */
    VerificationKey verifySignature(
            UnverifiedJwt token,
            JwsHeader header,
            List<VerificationKey> candidates,
            TrustedIssuer issuer,
            Instant now,
            ProofOfPossession proof)
            throws Rejection {
        VerificationKey key = signatures.verify(token, header, candidates);
        if (key == null && issuer.standardRules().accepts(token.claims(), now, proof)) {
            key = signatures.verify(token, header, KeyLookup.findNewer(issuer, header, candidates));
        }
        if (key == null) {
            throw new Rejection(RejectionReason.BAD_SIGNATURE, "a signature of the key", "another");
        }
        return key;
    }

    private void remember(
            UnverifiedJwt token, @Nullable TokenHash hash, VerifiedJwt jwt, TrustedIssuer issuer, VerificationKey key) {
        rejections.accepted(issuer);
        knownHeaders.remember(token.jws());
        if (hash != null) {
            cache.remember(hash, jwt, issuer, key);
        }
    }

    UnverifiedJwt parse(@Nullable String token) throws Rejection {
        if (token == null) {
            throw Rejection.malformed("a token", null);
        }
        if (token.length() > maxTokenLength) {
            throw new Rejection(RejectionReason.TOO_LARGE, maxTokenLength, token.length());
        }
        return parse(token, token.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Does not parse the claims of a token with an algorithm that no issuer allows. */
    private UnverifiedJwt parse(String token, byte[] latin1) throws Rejection {
        UnverifiedJws jws = UnverifiedJws.parse(token, latin1, knownHeaders);
        jws.header().check(issuers.algorithms());
        return jws.parseClaims();
    }

    TrustedIssuers issuers() {
        return issuers;
    }

    Clock clock() {
        return clock;
    }

    int maxTokenLength() {
        return maxTokenLength;
    }

    /** The options of a verifier. Not thread-safe; {@link #build()} gives what is. */
    public static final class Builder {

        /** The longest token that is taken unless said otherwise, in characters. */
        public static final int DEFAULT_MAX_TOKEN_LENGTH = 16_384;

        /** The most that {@link #maxTokenLength} can be set to, in characters. */
        public static final int LARGEST_MAX_TOKEN_LENGTH = 262_144;

        /** How many tokens the verified-token cache holds unless said otherwise. */
        public static final int DEFAULT_CACHED_TOKENS = VerifiedTokenCache.DEFAULT_TOKENS;

        private final List<TrustedIssuer> issuers = new ArrayList<>();
        private final List<VerificationListener> listeners = new ArrayList<>();
        private Clock clock = Clock.systemUTC();
        private int maxTokenLength = DEFAULT_MAX_TOKEN_LENGTH;
        private int cachedTokens = DEFAULT_CACHED_TOKENS;
        private SignatureEngine engine = SignatureEngine.fastest();

        private Builder() {}

        /**
         * Trusts one more issuer. The {@code iss} of a token decides which of them it belongs to, before any key is looked for. Several
         * entries of one issuer are told apart by the family of their algorithms, a shared secret or public keys, and by their audience.
         * If a token fits the audience of two, it belongs to the one that was trusted first.
         */
        public Builder trust(TrustedIssuer issuer) {
            issuers.add(requireNonNull(issuer, "issuer"));
            return this;
        }

        /** What the time is for {@code exp}, {@code nbf} and {@code iat}. Default: the system clock. */
        public Builder clock(Clock clock) {
            this.clock = requireNonNull(clock, "clock");
            return this;
        }

        /** The longest token that is taken, in characters; default {@value #DEFAULT_MAX_TOKEN_LENGTH}, at most {@value #LARGEST_MAX_TOKEN_LENGTH}. */
        public Builder maxTokenLength(int characters) {
            if (characters < 1 || characters > LARGEST_MAX_TOKEN_LENGTH) {
                throw new InvalidOptionException(
                        "maxTokenLength",
                        "must be between 1 and " + LARGEST_MAX_TOKEN_LENGTH + ", but is " + characters);
            }
            this.maxTokenLength = characters;
            return this;
        }

        /**
         * How many accepted tokens are remembered so that their signature is not verified again; 0 turns it off. It changes no answer.
         * Default {@value #DEFAULT_CACHED_TOKENS}, in at most 16 MiB; at most 1,000,000, in proportion.
         */
        public Builder verifiedTokenCache(int tokens) {
            if (tokens < 0 || tokens > VerifiedTokenCache.MAX_TOKENS) {
                throw new InvalidOptionException(
                        "verifiedTokenCache",
                        "must be between 0 and " + VerifiedTokenCache.MAX_TOKENS + ", but is " + tokens);
            }
            this.cachedTokens = tokens;
            return this;
        }

        /** Tells this listener what happens; may be called several times. */
        public Builder listener(VerificationListener listener) {
            listeners.add(requireNonNull(listener, "listener"));
            return this;
        }

        /** Verifies signatures with this engine. Default: {@link SignatureEngine#fastest()}. */
        public Builder signatureEngine(SignatureEngine engine) {
            this.engine = requireNonNull(engine, "engine");
            return this;
        }

        /**
         * The verifier.
         *
         * @throws IllegalStateException if no issuer is trusted, a token could belong to two entries of one issuer, two entries have the
         *     same name, this Java cannot verify one of the algorithms, the signature provider is of no use, or a key source was closed
         */
        public JwtVerifier build() {
            return new JwtVerifier(this);
        }
    }
}
