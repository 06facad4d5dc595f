package io.github.jotguard;

import io.github.jotguard.jwks.StaticJwkSet;
import io.github.jotguard.testing.CompactJws;
import io.github.jotguard.testing.TestKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** Makes tokens that are authentic and otherwise anything: every part can be given as it stands. One key, one issuer, one moment. */
public final class Forge {

    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    static final String ISSUER = "https://id.example.com";
    static final String AUDIENCE = "https://api.example.com";

    private static final Map<String, Forge> SHARED = new LinkedHashMap<>();

    private final TestKey key;
    private final VerificationKeys keys;

    private Forge(TestKey key, VerificationKeys keys) {
        this.key = key;
        this.keys = keys;
    }

    static Forge with(TestKey key) {
        return new Forge(key, StaticJwkSet.ofJson("{\"keys\":[" + key.jwk() + "]}"));
    }

    static Forge withSecret(String algorithm, byte[] secret) {
        return new Forge(TestKey.ofSecret(algorithm, secret), SharedSecret.ofBytes(secret));
    }

    /** One for each algorithm and JVM, because making keys takes longer than all that is done with them. */
    static synchronized Forge of(String algorithm) {
        return SHARED.computeIfAbsent(
                algorithm, name -> name.startsWith("HS") ? withSecret(name, secret()) : with(TestKey.generate(name)));
    }

    private static byte[] secret() {
        byte[] secret = new byte[64];
        new SecureRandom().nextBytes(secret);
        return secret;
    }

    TestKey key() {
        return key;
    }

    /** The shared secret or the public key. */
    VerificationKeys keys() {
        return keys;
    }

    TrustedIssuer.Builder issuer() {
        return TrustedIssuer.builder(ISSUER, keys)
                .audience(AUDIENCE)
                .algorithms(JwsAlgorithm.ofName(key.algorithm()).orElseThrow());
    }

    String token() {
        return withClaims();
    }

    /** A good token with these claims put, as name and JSON value in turn; a Java null takes the claim away. */
    String withClaims(String... namesAndJson) {
        return raw(header(), claims(namesAndJson));
    }

    /** A good token with these header members put, in the same way. */
    String withHeader(String... namesAndJson) {
        return raw(header(namesAndJson), claims());
    }

    /** A good token of exactly this length, with a header member where padding of the claims alone cannot make it. */
    String tokenOfLength(int characters) {
        for (String header : List.of(header(), header("p", quoted("x")), header("p", quoted("xx")))) {
            int shortest = raw(header, claims("padding", quoted(""))).length();
            int about = Math.max(0, (characters - shortest) * 3 / 4 - 2);
            for (int padding = about; padding < about + 5; padding++) {
                String token = raw(header, claims("padding", quoted("x".repeat(padding))));
                if (token.length() == characters) {
                    return token;
                }
            }
        }
        throw new IllegalArgumentException("no good token has " + characters + " characters");
    }

    String raw(String header, String payload) {
        return CompactJws.of(header, payload).signedWith(key).toString();
    }

    String raw(byte[] header, byte[] payload) {
        return CompactJws.of("", "")
                .header(header)
                .payload(payload)
                .signedWith(key)
                .toString();
    }

    /** Signed over these two segments as they stand. */
    String parts(String header, String payload) {
        return CompactJws.of("", "")
                .headerPart(header)
                .payloadPart(payload)
                .signedWith(key)
                .toString();
    }

    String header(String... namesAndJson) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("alg", quoted(key.algorithm()));
        members.put("kid", quoted(key.keyId()));
        return object(members, namesAndJson);
    }

    static String claims(String... namesAndJson) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("iss", quoted(ISSUER));
        members.put("aud", quoted(AUDIENCE));
        members.put("sub", quoted("user-1"));
        members.put("iat", String.valueOf(NOW.getEpochSecond()));
        members.put("exp", String.valueOf(NOW.getEpochSecond() + 900));
        return object(members, namesAndJson);
    }

    /** So many bytes that do not repeat, for a secret. */
    static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String quoted(String text) {
        return '"' + text + '"';
    }

    private static String object(Map<String, String> members, String... namesAndJson) {
        for (int i = 0; i < namesAndJson.length; i += 2) {
            if (namesAndJson[i + 1] == null) {
                members.remove(namesAndJson[i]);
            } else {
                members.put(namesAndJson[i], namesAndJson[i + 1]);
            }
        }
        return members.entrySet().stream()
                .map(member -> quoted(member.getKey()) + ":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }
}
