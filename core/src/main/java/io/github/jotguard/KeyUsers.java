package io.github.jotguard;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts the verifiers that use each key source that does not count them itself. Sources are compared by identity,
 * because equal sources may run separately. The references are weak.
 */
final class KeyUsers {

    private static final ConcurrentMap<Identity, Integer> COUNTS = new ConcurrentHashMap<>();
    private static final ReferenceQueue<VerificationKeys> FORGOTTEN = new ReferenceQueue<>();

    private KeyUsers() {}

    static void enter(VerificationKeys source) {
        for (Reference<?> gone = FORGOTTEN.poll(); gone != null; gone = FORGOTTEN.poll()) {
            COUNTS.remove(gone);
        }
        COUNTS.merge(new Identity(source), 1, Integer::sum);
    }

    /** Returns whether the source has no user left. */
    static boolean leave(VerificationKeys source) {
        return COUNTS.computeIfPresent(new Identity(source), (key, count) -> count == 1 ? null : count - 1) == null;
    }

    private static final class Identity extends WeakReference<VerificationKeys> {

        private final int hash;

        Identity(VerificationKeys source) {
            super(source, FORGOTTEN);
            this.hash = System.identityHashCode(source);
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // identity is what is meant
        public boolean equals(@Nullable Object other) {
            return this == other || (other instanceof Identity that && get() != null && get() == that.get());
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
