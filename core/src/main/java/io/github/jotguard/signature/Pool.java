package io.github.jotguard.signature;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Things that one thread at a time can use and that cost much to make, left by one use for the next. Nothing is kept per thread, because
 * there may be a million virtual ones. Thread-safe; takes no lock.
 */
public final class Pool<T> {

    /** With more threads than this at a time, some have to make what they need. */
    private static final int MAX = 8;
    /** From one place to the next in references, so that no two are in one cache line and threads at different ones do not meet. */
    private static final int APART = 16;

    private final AtomicReferenceArray<@Nullable T> spares = new AtomicReferenceArray<>(MAX * APART);

    /** One that was left, which nobody else has now; null if there is none. */
    @Nullable
    public T acquire() {
        int home = home();
        for (int i = 0; i < MAX; i++) {
            int place = place(home + i);
            T spare = spares.get(place);
            if (spare != null && spares.compareAndSet(place, spare, null)) {
                return spare;
            }
        }
        return null;
    }

    /** For the next who takes one, as good as new; dropped if there are enough. */
    public void release(T spare) {
        int home = home();
        for (int i = 0; i < MAX; i++) {
            if (spares.compareAndSet(place(home + i), null, spare)) {
                return;
            }
        }
    }

    private static int place(int number) {
        return number % MAX * APART;
    }

    /** Where this thread looks first, so that threads seldom meet. */
    private static int home() {
        return Math.floorMod(Thread.currentThread().getId(), MAX);
    }
}
