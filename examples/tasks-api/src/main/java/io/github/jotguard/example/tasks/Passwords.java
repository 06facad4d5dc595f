package io.github.jotguard.example.tasks;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Hashes passwords with Argon2id, in the least strength that OWASP recommends (19 MiB, two passes, one lane). Thread-safe. */
final class Passwords {

    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;

    /** Each one at work takes 19 MiB: a crowd at the door must not take the heap. */
    private static final int AT_ONCE = 4;

    private final Argon2Function argon2 = Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID);
    private final Semaphore turns = new Semaphore(AT_ONCE);
    private final String nobodysHash = hash("no user has this hash");

    String hash(String password) {
        return inTurn(() ->
                Password.hash(password).addRandomSalt(SALT_BYTES).with(argon2).getResult());
    }

    /** Compares; without a hash, for a user who does not exist, it does the same work and says no. */
    boolean matches(String password, Optional<String> hash) {
        boolean matches =
                inTurn(() -> Password.check(password, hash.orElse(nobodysHash)).with(argon2));
        return matches && hash.isPresent();
    }

    private <T> T inTurn(Supplier<T> work) {
        turns.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }
}
