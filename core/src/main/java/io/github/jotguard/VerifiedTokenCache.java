package io.github.jotguard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Tokens whose signature was verified, so that it need not be again. Only accepted tokens enter. An entry says nothing about times,
 * audience, rules, revocation or whether the key is still published: the verifier judges those on every hit.
 *
 * <p>The key is the SHA-256 of the whole token: no token text stays in the heap, and no two tokens are taken for each other.
 */
final class VerifiedTokenCache {

    static final int DEFAULT_TOKENS = 10_000;
    static final int MAX_TOKENS = 1_000_000;
    /** 16 MiB for the default number of tokens, and in proportion for others. */
    static final int BYTES_PER_TOKEN = 16 * 1024 * 1024 / DEFAULT_TOKENS;

    private static final int BYTES_OF_AN_EMPTY_ENTRY = 700;
    private static final int BYTES_PER_PAYLOAD_BYTE = 3;

    private final @Nullable Cache<TokenHash, Entry> entries;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();

    /** What was verified, under which issuer and with which key. */
    record Entry(VerifiedJwt jwt, TrustedIssuer issuer, VerificationKey key, int bytes) {}

    VerifiedTokenCache(int maxTokens) {
        this.entries = maxTokens == 0
                ? null
                : Caffeine.newBuilder()
                        .executor(Runnable::run)
                        .maximumWeight((long) maxTokens * BYTES_PER_TOKEN)
                        .weigher((TokenHash hash, Entry entry) -> Math.max(entry.bytes(), BYTES_PER_TOKEN))
                        .build();
    }

    boolean isOff() {
        return entries == null;
    }

    @Nullable
    Entry find(TokenHash hash) {
        Entry entry = entries == null ? null : entries.getIfPresent(hash);
        (entry == null ? misses : hits).increment();
        return entry;
    }

    void remember(TokenHash hash, UnverifiedJwt token, VerifiedJwt jwt, TrustedIssuer issuer, VerificationKey key) {
        if (entries != null) {
            int bytes = BYTES_OF_AN_EMPTY_ENTRY + BYTES_PER_PAYLOAD_BYTE * token.signingInputLength();
            entries.put(hash, new Entry(jwt, issuer, key, bytes));
        }
    }

    void forget(TokenHash hash) {
        if (entries != null) {
            entries.invalidate(hash);
        }
    }

    VerifierStatus.TokenCache status() {
        return new VerifierStatus.TokenCache(entries == null ? 0 : entries.estimatedSize(), hits.sum(), misses.sum());
    }

    /** The SHA-256 of a token's text. */
    static final class TokenHash {

        private final byte[] digest;

        private TokenHash(byte[] digest) {
            this.digest = digest;
        }

        static TokenHash of(String token) {
            try {
                byte[] text = token.getBytes(StandardCharsets.UTF_8);
                return new TokenHash(MessageDigest.getInstance("SHA-256").digest(text));
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
            return ByteBuffer.wrap(digest).getInt();
        }
    }
}
