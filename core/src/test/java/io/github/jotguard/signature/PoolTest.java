package io.github.jotguard.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** An object that one use returns can be taken by the next, and never by two at the same time. */
class PoolTest {

    private static final int MAX = 8;
    private static final int THREADS = 16;

    private final Pool<Object> pool = new Pool<>();

    @Test
    void areNoneAtFirst() {
        assertThat(pool.acquire()).isNull();
    }

    @Test
    void areTakenOnce() {
        Object spare = new Object();
        pool.release(spare);

        assertThat(pool.acquire()).isSameAs(spare);
        assertThat(pool.acquire()).isNull();
    }

    @Test
    void areAtMostEight() {
        List<Object> left = new ArrayList<>();
        for (int i = 0; i <= MAX; i++) {
            left.add(new Object());
            pool.release(left.get(i));
        }

        for (int i = 0; i < MAX; i++) {
            assertThat(pool.acquire()).isSameAs(left.get(i));
        }
        assertThat(pool.acquire()).isNull();
    }

    @Test
    void areFoundByOtherThreadsWhereverTheyLook() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(MAX);
        try {
            for (int i = 0; i < MAX; i++) {
                Object spare = new Object();
                pool.release(spare);
                assertThat(threads.submit(pool::acquire).get(10, TimeUnit.SECONDS))
                        .isSameAs(spare);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void areNeverInTwoHands() throws Exception {
        Set<Object> inUse = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
        CountDownLatch begin = new CountDownLatch(THREADS);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> uses = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                uses.add(threads.submit(() -> {
                    begin.countDown();
                    begin.await();
                    for (int j = 0; j < 2_000; j++) {
                        Object mine = Objects.requireNonNullElseGet(pool.acquire(), Object::new);
                        assertThat(inUse.add(mine)).isTrue();
                        inUse.remove(mine);
                        pool.release(mine);
                    }
                    return null;
                }));
            }
            for (Future<?> use : uses) {
                use.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
