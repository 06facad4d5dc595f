package io.github.jotguard;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.jotguard.signature.Pool;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Tokens whose signature was verified, so that it is not verified again. Only accepted tokens are added. Thread-safe.
 * An entry does not cover times, audience, rules, revocation or whether the key is still published. The verifier checks
 * those on every hit.
 *
 * <p>An entry is removed when its token has expired, clock skew included, so that no claims of expired tokens stay in
 * the heap. A token without {@code exp} stays until there is no room. Expired entries are removed by later
 * verifications, each of which examines {@value #STEP} entries at most, and by {@link #status()}, which examines all,
 * but not twice in a minute. Caffeine is given no time for an entry: it would record each hit then, in memory that all
 * threads write to.
 *
 * <p>The key is the SHA-256 of the whole token. No token text stays in the heap, and no token is confused with another.
 */
final class VerifiedTokenCache {

    static final int DEFAULT_TOKENS = 10_000;
    static final int MAX_TOKENS = 1_000_000;
    /** Heap for each token, in bytes: 16 MiB for the default number of tokens, and in proportion for others. */
    static final int BYTES_PER_TOKEN = 16 * 1024 * 1024 / DEFAULT_TOKENS;
    /** Maximum length of a cached token, in characters. */
    static final int MAX_TOKEN_LENGTH = 8 * 1024;
    /** Maximum size of a cached entry in the heap, in bytes. Short JSON can be many objects. */
    static final int MAX_BYTES_OF_ENTRY = 16 * 1024;

    /** Number of entries that a verification examines for expired tokens, at most once in a millisecond. */
    static final int STEP = 64;
    /** Shortest time from the begin of a round through all entries to that of the next, and the same for the status. */
    static final Duration ROUND = Duration.ofMinutes(1);

    private final @Nullable Cache<TokenHash, Entry> entries;
    private final Clock clock;
    /** The time at which entries were last examined, in milliseconds. */
    private volatile long now;
    /** The begin of the round, in milliseconds. Only the thread that has taken the round reads and writes it. */
    private long begunAt;
    /** The entries that the round has not reached; null while a thread has taken them. */
    private final AtomicReference<@Nullable Iterator<Entry>> round = new AtomicReference<>(Collections.emptyIterator());
    /** The time at which all entries were last examined for the status, in milliseconds. */
    private volatile long countedAt;

    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();

    /** A verified token with its issuer and its key. */
    record Entry(VerifiedJwt jwt, TrustedIssuer issuer, VerificationKey key, int bytes) {

        /** Rejects null, so that there is no entry without a verified token. */
        Entry {
            requireNonNull(jwt, "jwt");
            requireNonNull(issuer, "issuer");
            requireNonNull(key, "key");
        }
    }

    /**
     * Weighs a small entry as an average one, so that the bound on bytes bounds the number of tokens too. Eviction runs
     * in the calling thread.
     */
    VerifiedTokenCache(int maxTokens, Clock clock) {
        this.clock = clock;
        this.entries = maxTokens == 0
                ? null
                : Caffeine.newBuilder()
                        .executor(Runnable::run)
                        .maximumWeight((long) maxTokens * BYTES_PER_TOKEN)
                        .weigher((TokenHash hash, Entry entry) -> Math.max(entry.bytes(), BYTES_PER_TOKEN))
                        .build();
    }

    /** Examines the next entries of the round. Calls no code of the application. */
    private void removeSomeExpired(Cache<TokenHash, Entry> cache, long millis) {
        if (millis == now) {
            return;
        }
        now = millis; // a write takes the field from all other processors
        Iterator<Entry> left = round.getAndSet(null);
        if (left == null) {
            return;
        }
        try {
            if (isRoundAfter(begunAt, millis) && !left.hasNext()) {
                begunAt = millis;
                left = cache.asMap().values().iterator();
            }
            removeExpired(left, STEP, Instant.ofEpochMilli(millis));
        } finally {
            round.set(left);
        }
    }

    /** Returns whether a round is due. The clock may be set back. */
    private static boolean isRoundAfter(long last, long millis) {
        return Math.abs(millis - last) >= ROUND.toMillis();
    }

    private static void removeExpired(Iterator<Entry> entries, int most, Instant now) {
        for (int i = 0; i < most && entries.hasNext(); i++) {
            Entry entry = entries.next();
            if (entry.issuer().registeredClaimRules().hasExpired(entry.jwt().parsedClaims(), now)) {
                entries.remove();
            }
        }
    }

    boolean takes(String token) {
        return entries != null && token.length() <= MAX_TOKEN_LENGTH;
    }

    @Nullable
    Entry find(TokenHash hash) {
        Entry entry = peek(hash);
        (entry == null ? misses : hits).increment();
        return entry;
    }

    /** Finds an entry without counting it; {@link #countHit()} and {@link #countMiss()} count what came of it. */
    @Nullable
    Entry peek(TokenHash hash) {
        if (entries == null) {
            return null;
        }
        removeSomeExpired(entries, clock.millis());
        return entries.getIfPresent(hash);
    }

    void countHit() {
        hits.increment();
    }

    void countMiss() {
        misses.increment();
    }

    void remember(TokenHash hash, VerifiedJwt jwt, TrustedIssuer issuer, VerificationKey key) {
        int bytes = RetainedSize.of(jwt);
        if (entries != null && bytes <= MAX_BYTES_OF_ENTRY) {
            entries.put(hash, new Entry(jwt, issuer, key, bytes));
        }
    }

    void forget(TokenHash hash) {
        if (entries != null) {
            entries.invalidate(hash);
        }
    }

    /** Returns the number of entries, without removing any. */
    long held() {
        return entries == null ? 0 : entries.estimatedSize();
    }

    VerifierStatus.TokenCache status() {
        return new VerifierStatus.TokenCache(size(), hits.sum(), misses.sum());
    }

    private long size() {
        if (entries == null) {
            return 0;
        }
        long millis = clock.millis();
        if (isRoundAfter(countedAt, millis)) {
            countedAt = millis;
            removeExpired(entries.asMap().values().iterator(), Integer.MAX_VALUE, Instant.ofEpochMilli(millis));
        }
        entries.cleanUp();
        return held();
    }

    /** The SHA-256 of a token's text. */
    static final class TokenHash {

        private static final Pool<MessageDigest> POOL = new Pool<>();

        private final byte[] digest;

        private TokenHash(byte[] digest) {
            this.digest = digest;
        }

        /**
         * Hashes a token in ISO 8859-1. A character beyond that becomes {@code '?'}, which no accepted token contains,
         * so no token is confused with another.
         */
        static TokenHash of(byte[] latin1) {
            MessageDigest spare = POOL.acquire();
            MessageDigest sha256 = spare == null ? sha256() : spare;
            TokenHash hash = new TokenHash(sha256.digest(latin1));
            POOL.release(sha256);
            return hash;
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException everyJdkHasIt) {
                throw new IllegalStateException(everyJdkHasIt);
            }
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof TokenHash that && Arrays.equals(digest, that.digest);
        }

        @Override
        public int hashCode() {
            return digest[0] << 24 | (digest[1] & 0xff) << 16 | (digest[2] & 0xff) << 8 | (digest[3] & 0xff);
        }
    }
}
