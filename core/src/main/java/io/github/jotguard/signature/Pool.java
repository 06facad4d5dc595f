package io.github.jotguard.signature;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A small pool of objects that are expensive to create and not thread-safe. The pool is thread-safe and takes no lock.
 * Nothing is kept per thread, because there may be a million virtual ones.
 */
public final class Pool<T> {

    /** Maximum number of objects in the pool. Further threads at the same time create their own. */
    private static final int MAX = 8;
    /**
     * Distance from one place to the next in references. No two places share a cache line, so threads at different
     * places do not contend.
     */
    private static final int APART = 16;

    private final AtomicReferenceArray<@Nullable T> spares = new AtomicReferenceArray<>(MAX * APART);

    /**
     * Removes an object from the pool.
     *
     * @return null if the pool is empty
     */
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

    /** Adds an object, which must be in its initial state. It is dropped if the pool is full. */
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

    /** Returns the first place that this thread tries, so that threads seldom contend. */
    private static int home() {
        return Math.floorMod(Thread.currentThread().getId(), MAX);
    }
}
