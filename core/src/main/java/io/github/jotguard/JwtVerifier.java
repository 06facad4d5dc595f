package io.github.jotguard;

import static java.util.Objects.requireNonNull;

import io.github.jotguard.VerifiedTokenCache.TokenHash;
import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
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
        this.signatures = new SignatureVerifier(settings.signatureEngine(issuers.algorithms()));
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
            VerifiedJwt jwt = judge(token, proof);
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

    private VerifiedJwt judge(@Nullable String token, ProofOfPossession proof) throws Rejection {
        if (token == null || token.length() > maxTokenLength || !cache.takes(token)) {
            return verifyUncached(parse(token), null, proof);
        }
        byte[] latin1 = token.getBytes(StandardCharsets.ISO_8859_1);
        TokenHash hash = TokenHash.of(latin1);
        VerifiedTokenCache.Entry seen = cache.find(hash);
        if (seen != null && SignatureVerifier.isStillPublished(seen)) {
            return verifyCached(seen, hash, proof);
        }
        if (seen != null) {
            cache.forget(hash);
        }
        return verifyUncached(parse(token, latin1), hash, proof);
    }

    /** The signature was verified, with a key that is still published; everything that time or the application can change is judged. */
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
            VerifiedJwt jwt = verifyAs(issuer, token, hash, proof);
            rejections.accepted(issuer);
            return jwt;
        } catch (Rejection rejected) {
            throw rejected.by(List.of(issuer));
        }
    }

    private VerifiedJwt verifyAs(
            TrustedIssuer issuer, UnverifiedJwt token, @Nullable TokenHash hash, ProofOfPossession proof)
            throws Rejection {
        UnverifiedJwsHeader header = issuer.headerRules().check(token.header());
        Instant now = clock.instant();
        VerificationKey key = signatures.check(token, header, issuer, now, proof);
        VerifiedJwt jwt = VerifiedJwt.sealed(Seal.GENUINE, header, token.claims());
        issuer.checkClaims(jwt, now, proof);
        knownHeaders.remember(token);
        if (hash != null) {
            cache.remember(hash, jwt, issuer, key);
        }
        return jwt;
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

    private UnverifiedJwt parse(String token, byte[] latin1) throws Rejection {
        return UnverifiedJwt.parse(token, latin1, knownHeaders, issuers.algorithms());
    }

    SignatureVerifier signatures() {
        return signatures;
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
        private @Nullable Provider signatureProvider;
        private boolean isJdkOnly;

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
                throw new IllegalArgumentException(
                        "maxTokenLength must be between 1 and " + LARGEST_MAX_TOKEN_LENGTH + ", but is " + characters);
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
                throw new IllegalArgumentException("verifiedTokenCache must be between 0 and "
                        + VerifiedTokenCache.MAX_TOKENS + ", but is " + tokens);
            }
            this.cachedTokens = tokens;
            return this;
        }

        /** Tells this listener what happens; may be called several times. */
        public Builder listener(VerificationListener listener) {
            listeners.add(requireNonNull(listener, "listener"));
            return this;
        }

        /**
         * Verifies signatures with this provider, and with the JDK what it does not have or does wrongly. It is not installed. Default:
         * Amazon Corretto Crypto Provider or Bouncy Castle, if they are on the class path, for what they are faster at.
         */
        public Builder signatureProvider(Provider provider) {
            this.signatureProvider = requireNonNull(provider, "provider");
            return this;
        }

        /** Verifies signatures with the providers that the JVM is configured with, whatever else is on the class path. */
        public Builder jdkSignaturesOnly() {
            this.isJdkOnly = true;
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

        private SignatureEngine signatureEngine(Set<JwsAlgorithm> allowed) {
            if (isJdkOnly && signatureProvider != null) {
                throw new IllegalStateException(
                        "signatureProvider(...) and jdkSignaturesOnly() contradict each other; call one of them");
            }
            SignatureEngine.checkAvailable(allowed);
            if (signatureProvider != null) {
                return SignatureEngine.of(signatureProvider, allowed);
            }
            return isJdkOnly ? SignatureEngine.ofJdk() : SignatureEngine.bestFor(allowed);
        }
    }
}
