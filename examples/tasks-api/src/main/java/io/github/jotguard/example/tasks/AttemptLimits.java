package io.github.jotguard.example.tasks;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;

/**
 * Limits attempts to log in and sign up, per email and per address of the client. Thread-safe, bounded, and in the
 * memory of this process: several instances would keep it in a shared store.
 */
final class AttemptLimits {

    /** The largest number of failed logins of one email in a minute, whether or not it belongs to a user. */
    static final int PER_EMAIL = 10;

    /**
     * The largest number of failed logins and sign-ups of one client in a minute: enough for many people behind one
     * address.
     */
    static final int PER_ADDRESS = 120;

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MOST_KEYS = 100_000;

    private final LoadingCache<String, Bucket> emails = buckets(PER_EMAIL);
    private final LoadingCache<String, Bucket> addresses = buckets(PER_ADDRESS);

    /** Counts an attempt before it is judged, or rejects it. */
    Attempt begin(String email, String address) {
        Attempt attempt = new Attempt(emails.get(email), addresses.get(address));
        attempt.count();
        return attempt;
    }

    /** Counts the making of an account, or rejects it. */
    void countSignUp(String address) {
        take(addresses.get(address));
    }

    private static void take(Bucket bucket) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw ApiException.tooManyAttempts(Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
    }

    private static LoadingCache<String, Bucket> buckets(int perMinute) {
        return Caffeine.newBuilder()
                .maximumSize(MOST_KEYS)
                .expireAfterAccess(WINDOW)
                .build(key -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(perMinute).refillIntervally(perMinute, WINDOW))
                        .build());
    }

    /** One try to log in. */
    record Attempt(Bucket email, Bucket address) {

        private void count() {
            take(address);
            take(email);
        }

        /** It was the right password, so it does not count. */
        void succeeded() {
            email.addTokens(1);
            address.addTokens(1);
        }
    }
}
