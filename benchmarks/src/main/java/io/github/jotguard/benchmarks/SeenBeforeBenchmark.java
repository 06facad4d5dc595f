package io.github.jotguard.benchmarks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A token that was seen before, in a new String as it comes off the wire: our whole verification, and only looking it up by several keys. */
@State(Scope.Benchmark)
public class SeenBeforeBenchmark {

    /** {@code hit}: all of ours. Looking up by {@code string}, {@code tail} or {@code sha256}; {@code floor}: the new String alone. */
    @Param("hit")
    public String row = "";

    private byte[][] tokens = {};
    private Contender contender = token -> new Identity("", "");

    /** Which token is next, for each thread. */
    @State(Scope.Thread)
    public static class Turn {
        private int next;
    }

    @Setup
    public void prepare() throws Exception {
        Workload workload = Workload.of("ES256");
        tokens = workload.tokens().stream()
                .map(token -> token.getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new);
        contender = switch (row) {
            case "hit" -> Jotguard.withCache(workload, 10_000);
            case "floor" -> token -> new Identity(token, "");
            case "string" -> lookUp(workload, token -> token);
            case "tail" -> lookUp(workload, TailKey::new);
            case "sha256" -> lookUp(workload, HashKey::of);
            default -> throw new IllegalArgumentException(row);
        };
        for (String token : workload.tokens()) {
            contender.verify(token);
        }
        WarmUp.run(i -> contender.verify(new String(tokens[i & Workload.TOKENS - 1], StandardCharsets.ISO_8859_1)));
    }

    private interface KeyOf {
        Object key(String token) throws Exception;
    }

    private static Contender lookUp(Workload workload, KeyOf keyOf) throws Exception {
        Cache<Object, Identity> cache = Caffeine.newBuilder()
                .maximumSize(10_000)
                .executor(Runnable::run)
                .build();
        Identity identity = new Identity("subject", "email");
        for (String token : workload.tokens()) {
            cache.put(keyOf.key(token), identity);
        }
        return token -> {
            Identity found = cache.getIfPresent(keyOf.key(token));
            if (found == null) {
                throw new IllegalStateException("not there");
            }
            return found;
        };
    }

    /** Hashes the end of the signature, compares all. */
    private record TailKey(String token) {

        private static final int TAIL = 24;

        @Override
        public int hashCode() {
            int hash = 0;
            for (int i = token.length() - TAIL; i < token.length(); i++) {
                hash = 31 * hash + token.charAt(i);
            }
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof TailKey that && token.equals(that.token);
        }
    }

    /** Holds no token. */
    private static final class HashKey {

        private static final MessageDigest PROTOTYPE = prototype();

        private final byte[] digest;

        private HashKey(byte[] digest) {
            this.digest = digest;
        }

        private static MessageDigest prototype() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (java.security.NoSuchAlgorithmException everyJdkHasIt) {
                throw new IllegalStateException(everyJdkHasIt);
            }
        }

        static HashKey of(String token) throws CloneNotSupportedException {
            MessageDigest digest = (MessageDigest) PROTOTYPE.clone();
            return new HashKey(digest.digest(token.getBytes(StandardCharsets.ISO_8859_1)));
        }

        @Override
        public int hashCode() {
            return ByteBuffer.wrap(digest).getInt();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof HashKey that && Arrays.equals(digest, that.digest);
        }
    }

    @Benchmark
    public Object verify(Turn turn) throws Exception {
        byte[] token = tokens[turn.next++ & Workload.TOKENS - 1];
        return contender.verify(new String(token, StandardCharsets.ISO_8859_1));
    }
}
