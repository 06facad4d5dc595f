package io.github.jotguard;

import static io.github.jotguard.RejectionReason.BAD_SIGNATURE;
import static io.github.jotguard.RejectionReason.UNKNOWN_KEY;

import io.github.jotguard.jwks.StaticJwkSet;
import io.github.jotguard.testing.TestKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A key that is not understood, broken or for something else is skipped, and the others keep working (RFC 7517 §5, RFC 8725 §3.4). */
class KeySetVerdictsTest implements VerdictTable {

    private static final Forge GOOD = Forge.of("ES256");
    private static final Forge EDDSA = Forge.of("EdDSA");
    /** Whose {@code kid} no token names: without a usable key there would be nothing to build. */
    private static final TestKey ANOTHER = TestKey.generate("EdDSA");

    private static final Forge RSA = Forge.of("RS256");

    static Stream<VerdictCase> cases() {
        return Stream.of(poison(), unusable(), usable(), selection(), rsaSizes())
                .flatMap(group -> group);
    }

    private static Trust with(String... keys) {
        VerificationKeys set =
                StaticJwkSet.ofJson("{\"x\":[{\"a\":1}],\"keys\":[" + String.join(",", keys) + "],\"keys_\":null}");
        return Trust.in(
                TrustedIssuer.builder(Forge.ISSUER, set)
                        .audience(Forge.AUDIENCE)
                        .build(),
                null);
    }

    /** Each beside a good key, before it and behind it. */
    private static Stream<VerdictCase> poison() {
        String ec = GOOD.key().jwk();
        return Stream.of(
                        "null",
                        "true",
                        "1",
                        "\"\"",
                        "[]",
                        "{}",
                        "[" + ec + "]",
                        "{\"kty\":null}",
                        "{\"kty\":1}",
                        "{\"kty\":\"\"}",
                        "{\"kty\":\"XYZ\"}",
                        "{\"kty\":\"ec\"}",
                        "{\"kty\":\"EC\"}",
                        "{\"kty\":\"RSA\"}",
                        "{\"kty\":\"OKP\"}",
                        "{\"kty\":\"oct\",\"k\":\"AAAA\"}",
                        "{\"kty\":\"oct\"}",
                        "{\"kty\":\"EC\",\"crv\":\"P-256\"}",
                        "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}",
                        "{\"kty\":\"EC\",\"crv\":\"secp256k1\",\"x\":\"AA\",\"y\":\"AA\"}",
                        "{\"kty\":\"EC\",\"crv\":7,\"x\":\"AA\",\"y\":\"AA\"}",
                        "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}",
                        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AA\"}",
                        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":null}",
                        "{\"kty\":\"OKP\",\"crv\":\"EC\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}",
                        "{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}",
                        "{\"kty\":\"RSA\",\"n\":\"\",\"e\":\"\"}",
                        "{\"kty\":\"RSA\",\"n\":\"!!!\",\"e\":\"AQAB\"}",
                        "{\"kty\":\"RSA\",\"n\":\"" + "_".repeat(40_000) + "\",\"e\":\"AQAB\"}",
                        "{\"kty\":\"EC\",\"kty\":\"EC\"}",
                        "{\"a\":{\"b\":1,\"b\":2}}",
                        "{\"kty\":\"AKP\",\"alg\":\"ML-DSA-44\",\"pub\":\"AAAA\"}",
                        "[[[[[[[[]]]]]]]]",
                        "{\"x5c\":[\"not a certificate\"],\"kty\":\"RSA\"}",
                        "{\"kid\":1,\"kty\":\"EC\"}")
                .flatMap(key -> Stream.of(with(key, ec), with(ec, key))
                        .map(trust -> VerdictCase.accepted(
                                "RFC 7517 §5", "a good key beside " + LogText.of(key), trust, GOOD.token())));
    }

    private static VerdictCase verdict(
            String rule, String name, Forge forge, Consumer<Map<String, Object>> change, String verdict) {
        return new VerdictCase(
                rule,
                forge.key().algorithm() + " " + name,
                with(forge.key().jwk(change::accept), ANOTHER.jwk()),
                forge.token(),
                verdict);
    }

    private static Stream<VerdictCase> unusable() {
        List<VerdictCase> cases = new ArrayList<>();
        for (Forge forge : List.of(GOOD, EDDSA, RSA)) {
            Map.of("use", List.of("enc", "", "SIG", "sign", 1, List.of("sig")))
                    .forEach((name, values) -> values.forEach(value -> cases.add(skipped(forge, name, value))));
            for (Object ops : List.of(
                    List.of("sign"),
                    List.of(),
                    List.of("encrypt", "decrypt"),
                    List.of("VERIFY"),
                    "verify",
                    List.of(1),
                    Map.of("verify", true))) {
                cases.add(skipped(forge, "key_ops", ops));
            }
            for (Object alg : List.of("none", "HS256", "RSA-OAEP", "ECDH-ES", "ES384", "PS256", "Ed448", "", "x", 1)) {
                cases.add(skipped(forge, "alg", alg));
            }
            cases.add(skipped(forge, "kid", null));
            cases.add(skipped(forge, "kid", 5));
            cases.add(skipped(forge, "kid", "k".repeat(1_025)));
            for (String secret : List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k")) {
                cases.add(skipped(forge, secret, "AQAB"));
            }
            cases.add(verdict("RFC 7517 §4.1", "without kty", forge, jwk -> jwk.remove("kty"), UNKNOWN_KEY.code()));
        }
        for (Forge forge : List.of(GOOD, EDDSA)) {
            cases.add(verdict("RFC 7518 §6.2", "without crv", forge, jwk -> jwk.remove("crv"), UNKNOWN_KEY.code()));
            cases.add(verdict(
                    "RFC 7518 §6.2", "x padded", forge, jwk -> jwk.put("x", jwk.get("x") + "="), UNKNOWN_KEY.code()));
            cases.add(verdict("RFC 7518 §6.2.1.2", "x cut", forge, shorter("x"), UNKNOWN_KEY.code()));
            cases.add(verdict(
                    "RFC 8725 §3.4", "x of zeros", forge, jwk -> jwk.put("x", "A".repeat(43)), UNKNOWN_KEY.code()));
            cases.add(verdict(
                    "RFC 8725 §3.4",
                    "x of ones",
                    forge,
                    jwk -> jwk.put("x", "_".repeat(42) + "8"),
                    UNKNOWN_KEY.code()));
        }
        cases.add(verdict(
                "RFC 7518 §6.2.1.3", "y padded", GOOD, jwk -> jwk.put("y", jwk.get("y") + "="), UNKNOWN_KEY.code()));
        cases.add(verdict("RFC 8037 §2", "x with zeros in front", EDDSA, longer("x"), UNKNOWN_KEY.code()));
        cases.add(verdict("RFC 7518 §6.2.1.3", "y cut", GOOD, shorter("y"), UNKNOWN_KEY.code()));
        cases.add(
                verdict("RFC 8725 §3.4", "off the curve", GOOD, jwk -> jwk.put("y", jwk.get("x")), UNKNOWN_KEY.code()));
        cases.add(verdict("RFC 7518 §6.3", "e of 1", RSA, jwk -> jwk.put("e", "AQ"), UNKNOWN_KEY.code()));
        cases.add(verdict("RFC 7518 §6.3", "e of 2", RSA, jwk -> jwk.put("e", "Ag"), UNKNOWN_KEY.code()));
        cases.add(verdict("RFC 7518 §6.3", "e of 65536", RSA, jwk -> jwk.put("e", "AQAA"), UNKNOWN_KEY.code()));
        cases.add(
                verdict("RFC 7518 §6.3", "e of 65 bits", RSA, jwk -> jwk.put("e", "AQAAAAAAAAAB"), UNKNOWN_KEY.code()));
        cases.add(
                verdict("RFC 7518 §6.3", "e of 3, not its own", RSA, jwk -> jwk.put("e", "Aw"), BAD_SIGNATURE.code()));
        cases.add(verdict("RFC 7518 §6.3", "without n", RSA, jwk -> jwk.remove("n"), UNKNOWN_KEY.code()));
        cases.add(verdict(
                "RFC 8037 §2", "x with a zero behind", evenX(), KeySetVerdictsTest::addZero, UNKNOWN_KEY.code()));
        return Stream.of(cases.stream(), smallOrder(), mixedOrder()).flatMap(each -> each);
    }

    /** As a number, least significant byte first, it is the same with a zero behind it, if the highest bit does not mean an odd x. */
    private static void addZero(Map<String, Object> jwk) {
        byte[] x = Base64.getUrlDecoder().decode(jwk.get("x").toString());
        jwk.put("x", Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(x, x.length + 1)));
    }

    private static Forge evenX() {
        return Stream.generate(() -> TestKey.generate("EdDSA"))
                .filter(key -> key.publicKey().getEncoded()[43] >= 0)
                .findFirst()
                .map(Forge::with)
                .orElseThrow();
    }

    private static VerdictCase skipped(Forge forge, String name, Object value) {
        return verdict(
                "RFC 7517 §4", name + " " + LogText.of(value), forge, jwk -> jwk.put(name, value), UNKNOWN_KEY.code());
    }

    private static Consumer<Map<String, Object>> longer(String member) {
        return jwk -> jwk.put(member, "AAAA" + jwk.get(member));
    }

    private static Consumer<Map<String, Object>> shorter(String member) {
        return jwk -> jwk.put(member, jwk.get(member).toString().substring(4));
    }

    /** Points whose order divides 8, in all encodings, and y beyond the prime: whoever publishes one lets everybody sign. */
    private static Stream<VerdictCase> smallOrder() {
        return Stream.of(
                        "0100000000000000000000000000000000000000000000000000000000000000",
                        "0100000000000000000000000000000000000000000000000000000000000080",
                        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                        "0000000000000000000000000000000000000000000000000000000000000000",
                        "0000000000000000000000000000000000000000000000000000000000000080",
                        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
                        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                        "0200000000000000000000000000000000000000000000000000000000000000")
                .map(hex -> Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(java.util.HexFormat.of().parseHex(hex)))
                .map(x -> verdict("RFC 8725 §3.4", "point " + x, EDDSA, jwk -> jwk.put("x", x), UNKNOWN_KEY.code()));
    }

    /** Points of the curve with a part of order 8, 4 or 2 beside the part of prime order. */
    private static Stream<VerdictCase> mixedOrder() {
        return Stream.of(
                        "XGGCb1YeEHBFDbpnsQ74EEsTJCRxfCcAew5gfzDcH8A",
                        "SsxjJLhexyXZ3PuNYwdUuW8wXo_dJk3boKAaqdLc3jw",
                        "SpELhFylXwlFri7ItRhkCOL9lh5fvWWCC-vTNdnZH-U")
                .map(x -> verdict(
                        "RFC 8725 §3.4", "mixed order " + x, EDDSA, jwk -> jwk.put("x", x), UNKNOWN_KEY.code()));
    }

    private static Stream<VerdictCase> usable() {
        List<VerdictCase> cases = new ArrayList<>();
        for (Forge forge : List.of(GOOD, EDDSA, RSA)) {
            cases.add(verdict("RFC 7517 §4.4", "without alg", forge, jwk -> jwk.remove("alg"), Trust.ACCEPTED));
            for (String member : List.of("use", "key_ops", "alg", "d", "p", "q", "dp", "dq", "qi", "oth", "k", "x5c")) {
                cases.add(
                        verdict("RFC 7517 §4", member + " null", forge, jwk -> jwk.put(member, null), Trust.ACCEPTED));
            }
            cases.add(verdict("RFC 7517 §4.2", "use sig", forge, jwk -> jwk.put("use", "sig"), Trust.ACCEPTED));
            cases.add(verdict(
                    "RFC 7517 §4.3",
                    "key_ops verify",
                    forge,
                    jwk -> jwk.put("key_ops", List.of("verify")),
                    Trust.ACCEPTED));
            cases.add(verdict(
                    "RFC 7517 §4.3",
                    "key_ops sign and verify",
                    forge,
                    jwk -> jwk.put("key_ops", List.of("sign", "verify")),
                    Trust.ACCEPTED));
            cases.add(verdict(
                    "RFC 7517 §4", "an unknown member", forge, jwk -> jwk.put("x-y", Map.of("a", 1)), Trust.ACCEPTED));
            cases.add(verdict(
                    "RFC 7517 §4.7",
                    "x5c that is nonsense",
                    forge,
                    jwk -> jwk.put("x5c", List.of("nonsense")),
                    Trust.ACCEPTED));
            cases.add(verdict("RFC 7517 §4.5", "without kid", forge, jwk -> jwk.remove("kid"), UNKNOWN_KEY.code()));
        }
        cases.add(verdict("RFC 7518 §6.2.1.2", "x with zeros in front", GOOD, longer("x"), Trust.ACCEPTED));
        cases.add(verdict("RFC 7518 §6.2.1.3", "y with zeros in front", GOOD, longer("y"), Trust.ACCEPTED));
        cases.add(verdict("RFC 9864 §2.2", "alg Ed25519", EDDSA, jwk -> jwk.put("alg", "Ed25519"), Trust.ACCEPTED));
        return cases.stream();
    }

    private static Stream<VerdictCase> selection() {
        TestKey key = GOOD.key();
        String withoutKid = key.jwk(jwk -> jwk.remove("kid"));
        String noKidToken = GOOD.withHeader("kid", null);
        String sameKidOtherKey =
                TestKey.generate("ES256").withKeyId(key.keyId()).jwk();
        String sameKidOtherType = RSA.key().withKeyId(key.keyId()).jwk();
        return Stream.of(
                VerdictCase.accepted("RFC 7515 §4.1.4", "no kid anywhere", with(withoutKid), noKidToken),
                VerdictCase.accepted(
                        "RFC 7515 §4.1.4",
                        "no kid in the header",
                        with(EDDSA.key().jwk(), key.jwk()),
                        noKidToken),
                VerdictCase.accepted(
                        "RFC 7517 §4.5", "two keys of one kid", with(sameKidOtherKey, key.jwk()), GOOD.token()),
                VerdictCase.accepted(
                        "RFC 7517 §4.5", "two types of one kid", with(sameKidOtherType, key.jwk()), GOOD.token()),
                VerdictCase.accepted("RFC 7517 §4.5", "the same key twice", with(key.jwk(), key.jwk()), GOOD.token()),
                VerdictCase.accepted("RFC 7517 §5", "the eighth of eight", with(others(7), key.jwk()), noKidToken),
                VerdictCase.rejected(
                        "RFC 7517 §5", "the ninth of nine", with(others(8), key.jwk()), noKidToken, UNKNOWN_KEY),
                VerdictCase.rejected("RFC 7517 §5", "none of eight", with(others(8)), noKidToken, BAD_SIGNATURE),
                VerdictCase.accepted(
                        "RFC 7517 §5", "the fifth of five by its kid", with(others(4), key.jwk()), GOOD.token()),
                VerdictCase.accepted("RFC 7517 §5", "the last of 100", with(others(99), key.jwk()), GOOD.token()),
                VerdictCase.rejected("RFC 7517 §5", "only others", with(others(2)), GOOD.token(), UNKNOWN_KEY),
                VerdictCase.rejected(
                        "RFC 8725 §3.1",
                        "only a key of another type",
                        with(sameKidOtherType),
                        GOOD.token(),
                        UNKNOWN_KEY),
                VerdictCase.rejected(
                        "RFC 7515 §4.1.4",
                        "only another key of that kid",
                        with(sameKidOtherKey),
                        GOOD.token(),
                        BAD_SIGNATURE));
    }

    private static String others(int count) {
        TestKey other = TestKey.generate("ES256");
        return IntStream.range(0, count)
                .mapToObj(i -> other.withKeyId("other-" + i).jwk())
                .collect(Collectors.joining(","));
    }

    private static Stream<VerdictCase> rsaSizes() {
        return Stream.of(
                        Map.entry(1024, "unknown_key"),
                        Map.entry(2047, "unknown_key"),
                        Map.entry(2048, Trust.ACCEPTED),
                        Map.entry(3072, Trust.ACCEPTED))
                .map(size -> {
                    Forge forge = Forge.with(TestKey.generateRsa("RS256", size.getKey()));
                    String verdict = size.getValue();
                    // a signature of a short key is too short for any key that may be used, which is seen first
                    String expected = size.getKey() < 2041 ? BAD_SIGNATURE.code() : verdict;
                    return verdict("RFC 7518 §3.3", size.getKey() + " bits", forge, jwk -> {}, expected);
                });
    }
}
