package io.github.jotguard.interop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Starts several servers at once, which takes less time than one after the other. */
final class Launches {

    private Launches() {}

    /** Returns the servers in the order of their launchers. If one does not start, the others are stopped. */
    static <T extends Issuer> List<T> together(List<Supplier<T>> launchers) {
        ExecutorService threads = Executors.newFixedThreadPool(launchers.size());
        try {
            List<CompletableFuture<T>> starting = launchers.stream()
                    .map(launcher -> CompletableFuture.supplyAsync(launcher, threads))
                    .toList();
            return awaitAll(starting);
        } finally {
            threads.shutdown();
        }
    }

    private static <T extends Issuer> List<T> awaitAll(List<CompletableFuture<T>> starting) {
        List<T> started = new ArrayList<>();
        List<RuntimeException> failures = new ArrayList<>();
        for (CompletableFuture<T> each : starting) {
            try {
                started.add(each.join());
            } catch (CompletionException failure) {
                failures.add(failure.getCause() instanceof RuntimeException cause ? cause : failure);
            }
        }
        if (!failures.isEmpty()) {
            started.forEach(Issuer::close);
            throw failures.get(0);
        }
        return started;
    }
}
