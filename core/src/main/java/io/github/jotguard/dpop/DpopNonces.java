package io.github.jotguard.dpop;

import io.github.jotguard.signature.HmacSha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Nonces of a server (RFC 9449 §8, §9) without state: each is a keyed hash of the minute in which it is given. A nonce is
 * good in its minute and in the next one. That of the coming minute is good too, because processes that share a key may
 * differ by seconds. Thread-safe; takes no lock.
 */
final class DpopNonces {

    /** The time for which one nonce is given. */
    static final Duration PERIOD = Duration.ofMinutes(1);

    private static final byte[] PURPOSE = "jotguard dpop nonce".getBytes(StandardCharsets.US_ASCII);
    private static final int BYTES = 16;

    private final byte[] secret;
    private volatile @Nullable Nonce newest;

    /** The nonce of a minute, counted since 1970. */
    private record Nonce(long minute, String text) {}

    DpopNonces(byte[] secret) {
        this.secret = secret.clone();
    }

    /** Returns the nonce to give now. */
    String current(Instant now) {
        return of(minute(now));
    }

    boolean accepts(String nonce, Instant now) {
        byte[] sent = nonce.getBytes(StandardCharsets.UTF_8);
        long minute = minute(now);
        boolean isGood = false;
        for (long each = minute - 1; each <= minute + 1; each++) {
            isGood |= MessageDigest.isEqual(of(each).getBytes(StandardCharsets.US_ASCII), sent);
        }
        return isGood;
    }

    private static long minute(Instant now) {
        return Math.floorDiv(now.getEpochSecond(), PERIOD.toSeconds());
    }

    private String of(long minute) {
        Nonce cached = newest;
        if (cached != null && cached.minute() == minute) {
            return cached.text();
        }
        byte[] text = ByteBuffer.allocate(PURPOSE.length + Long.BYTES)
                .put(PURPOSE)
                .putLong(minute)
                .array();
        byte[] hash = Arrays.copyOf(HmacSha256.of(secret, text), BYTES);
        String nonce = Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        if (cached == null || cached.minute() < minute) {
            newest = new Nonce(minute, nonce);
        }
        return nonce;
    }
}
