package io.github.jotguard.benchmarks;

import io.github.jotguard.testing.CompactJws;
import io.github.jotguard.testing.TestKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Tokens as Better Auth makes them, 400 bytes of claims, all signed with the middle one of three published keys.
 *
 * @param algorithm {@code EdDSA}, {@code ES256}, {@code RS256} or {@code HS256}
 * @param alg the same as the header spells it; one peer knows EdDSA only under its newer name
 */
record Workload(String algorithm, String alg, List<TestKey> keys, List<String> tokens) {

    static final String ISSUER = "https://app.example.com";
    static final String AUDIENCE = "https://api.example.com";
    static final int TOKENS = 64;

    private static final long DAY = 86_400;

    static Workload of(String algorithm) {
        return of(algorithm, algorithm);
    }

    static Workload of(String algorithm, String alg) {
        List<TestKey> keys = IntStream.range(0, 3)
                .mapToObj(i -> key(algorithm, "shared-secret-number-" + i + "-of-benchmark"))
                .toList();
        List<String> tokens = IntStream.range(0, TOKENS)
                .mapToObj(user -> token(keys.get(1), alg, user))
                .toList();
        return new Workload(algorithm, alg, keys, tokens);
    }

    TestKey key() {
        return keys.get(1);
    }

    boolean isSymmetric() {
        return algorithm.startsWith("HS");
    }

    /** RFC 7517 §5; of secrets, which nobody publishes, the form that peers read them in. */
    String jwkSet() {
        return keys.stream().map(this::jwk).collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }

    private String jwk(TestKey key) {
        return isSymmetric()
                ? "{\"kty\":\"oct\",\"alg\":\"" + alg + "\",\"kid\":\"" + key.keyId() + "\",\"k\":\""
                        + CompactJws.base64Url(secret(key)) + "\"}"
                : key.jwk(members -> members.put("alg", alg));
    }

    /** A {@link TestKey} does not tell its secret, so it is the same as its name here. */
    static byte[] secret(TestKey key) {
        return key.keyId().getBytes(StandardCharsets.US_ASCII);
    }

    static String token(TestKey key, String alg, int user) {
        return signed(key, header(alg, key.keyId()), claims(user, ISSUER, AUDIENCE, now() + DAY, ""));
    }

    /** Ten tokens that nobody may accept, by what is wrong with them. */
    Map<String, String> badTokens() {
        TestKey stranger = key(algorithm, "a-secret-that-is-of-somebody-else").withKeyId(key().keyId());
        CompactJws good = CompactJws.parse(tokens.get(0));
        String header = header(alg, key().keyId());
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("signed with another key", signed(stranger, header, claims(0, ISSUER, AUDIENCE, now() + DAY, "")));
        bad.put(
                "payload changed",
                good.payload(claims(1, ISSUER, AUDIENCE, now() + DAY, "")).toString());
        bad.put("expired", signed(key(), header, claims(0, ISSUER, AUDIENCE, now() - 3_600, "")));
        bad.put(
                "not yet valid",
                signed(key(), header, claims(0, ISSUER, AUDIENCE, now() + DAY, ",\"nbf\":" + (now() + 3_600))));
        bad.put("wrong issuer", signed(key(), header, claims(0, ISSUER + "/", AUDIENCE, now() + DAY, "")));
        bad.put("wrong audience", signed(key(), header, claims(0, ISSUER, ISSUER, now() + DAY, "")));
        bad.put(UNKNOWN_KEY, signed(key(), header(alg, "unknown"), claims(0, ISSUER, AUDIENCE, now() + DAY, "")));
        bad.put(ANOTHER_ALGORITHM, otherAlgorithm());
        bad.put(
                "alg none",
                good.header(header("none", key().keyId()))
                        .signature(new byte[0])
                        .toString());
        bad.put("no signature", good.signature(new byte[0]).toString());
        return bad;
    }

    /** The one fault that who has a single secret cannot see. */
    static final String UNKNOWN_KEY = "unknown key";

    static final String ANOTHER_ALGORITHM = "another algorithm";

    /** A public key used as a shared secret; of a secret, a longer hash. */
    private String otherAlgorithm() {
        String other = isSymmetric() ? "HS384" : "HS256";
        byte[] secret = isSymmetric() ? secret(key()) : key().publicKey().getEncoded();
        TestKey confused = TestKey.ofSecret(other, secret).withKeyId(key().keyId());
        return signed(confused, header(other, key().keyId()), claims(0, ISSUER, AUDIENCE, now() + DAY, ""));
    }

    private static TestKey key(String algorithm, String secret) {
        return algorithm.startsWith("HS")
                ? TestKey.ofSecret(algorithm, secret.getBytes(StandardCharsets.US_ASCII))
                        .withKeyId(secret)
                : TestKey.generate(algorithm);
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }

    private static String header(String alg, String kid) {
        return "{\"alg\":\"" + alg + "\",\"kid\":\"" + kid + "\",\"typ\":\"JWT\"}";
    }

    private static String claims(int user, String issuer, String audience, long exp, String more) {
        String id = "user" + (10_000_000 + user) + "abcdefghijklmnopqrst";
        return "{\"iat\":" + now() + ",\"name\":\"Ada Lovelace " + user + "\",\"email\":\"ada.lovelace." + user
                + "@example.com\",\"emailVerified\":true,\"image\":\"https://img.example.com/" + id
                + "\",\"createdAt\":\"2026-11-01T09:30:12.123Z\",\"updatedAt\":\"2026-11-20T17:45:01.456Z\",\"id\":\""
                + id + "\",\"iss\":\"" + issuer + "\",\"aud\":\"" + audience + "\",\"exp\":" + exp + ",\"sub\":\"" + id
                + "\"" + more + "}";
    }

    private static String signed(TestKey key, String header, String claims) {
        return CompactJws.of(header, claims).signedWith(key).toString();
    }
}
