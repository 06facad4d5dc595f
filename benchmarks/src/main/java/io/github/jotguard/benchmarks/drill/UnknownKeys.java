package io.github.jotguard.benchmarks.drill;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Tokens that are good on their face, each with a {@code kid} that nobody ever had. */
final class UnknownKeys implements Supplier<String> {

    private static final Base64.Encoder BASE64_URL = Base64.getUrlEncoder().withoutPadding();

    private final AtomicLong count = new AtomicLong();
    private final String rest;

    /** With the claims and the signature of a good token. */
    UnknownKeys(String goodToken) {
        this.rest = goodToken.substring(goodToken.indexOf('.'));
    }

    @Override
    public String get() {
        String header = "{\"alg\":\"RS256\",\"kid\":\"made-up-" + count.incrementAndGet() + "\"}";
        return BASE64_URL.encodeToString(header.getBytes(StandardCharsets.UTF_8)) + rest;
    }
}
