package io.github.jotguard.jwks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.jotguard.JwsAlgorithm;
import io.github.jotguard.JwsHeader;
import io.github.jotguard.jwk.JwkSetParser;
import io.github.jotguard.jwk.JwkSetSnapshot;
import io.github.jotguard.jwk.MalformedJwkSetException;
import io.github.jotguard.testing.TestKey;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Unusable keys of a set are skipped, and the others work. */
@Tag("slow")
class PoisonedJwkSetTest {

    private static final int MAX_KEYS = RemoteJwkSet.Builder.DEFAULT_MAX_KEYS;
    private static final TestKey GOOD = TestKey.generate("EdDSA");
    private static final TestKey ED = TestKey.generate("EdDSA");
    private static final TestKey EC = TestKey.generate("ES256");
    private static final TestKey RSA = TestKey.generate("RS256");

    static Stream<Arguments> poison() {
        return Stream.concat(
                Stream.of(
                        poison("null", "null"),
                        poison("a number", "7"),
                        poison("a string", "\"key\""),
                        poison("an array", "[]"),
                        poison("true", "true"),
                        poison("an empty object", "{}"),
                        poison("a member twice", "{\"kty\":\"OKP\",\"kty\":\"OKP\"}"),
                        poison("nested deep", "[".repeat(50) + "]".repeat(50)),
                        poison("a shared secret", "{\"kty\":\"oct\",\"k\":\"AAAA\",\"alg\":\"HS256\",\"kid\":\"p\"}"),
                        poison("an Ed25519 private key", ED.jwkWithPrivateParts()),
                        poison("an EC private key", EC.jwkWithPrivateParts()),
                        poison("an RSA private key", RSA.jwkWithPrivateParts()),
                        poison(
                                "an RSA key of 1024 bits",
                                TestKey.generateRsa("RS256", 1024).jwk()),
                        poison("X25519", "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"" + zeros(32) + "\"}")),
                Stream.concat(brokenOkp(), Stream.concat(brokenEc(), brokenRsa())));
    }

    private static Stream<Arguments> brokenOkp() {
        return Stream.of(
                changed("kty of an unknown kind", ED, jwk -> jwk.put("kty", "PQC")),
                changed("kty null", ED, jwk -> jwk.put("kty", null)),
                changed("kty a number", ED, jwk -> jwk.put("kty", 7)),
                changed("kty missing", ED, jwk -> jwk.remove("kty")),
                changed("kty of another case", ED, jwk -> jwk.put("kty", "okp")),
                changed("crv unknown", ED, jwk -> jwk.put("crv", "Ed123")),
                changed("crv missing", ED, jwk -> jwk.remove("crv")),
                changed("x missing", ED, jwk -> jwk.remove("x")),
                changed("x a number", ED, jwk -> jwk.put("x", 7)),
                changed("x empty", ED, jwk -> jwk.put("x", "")),
                changed("x too short", ED, jwk -> jwk.put("x", zeros(31))),
                changed("x too long", ED, jwk -> jwk.put("x", zeros(33))),
                changed("x padded", ED, jwk -> jwk.put("x", jwk.get("x") + "=")),
                changed("x not base64url", ED, jwk -> jwk.put("x", "+/+/")),
                changed("x of small order", ED, jwk -> jwk.put("x", zeros(32))),
                changed("x off the curve", ED, jwk -> jwk.put("x", bytes(32, 2))),
                changed("x not below the prime", ED, jwk -> jwk.put("x", bytes(32, 0xff))),
                changed("use enc", ED, jwk -> jwk.put("use", "enc")),
                changed("key_ops without verify", ED, jwk -> jwk.put("key_ops", List.of("sign"))),
                changed("key_ops a string", ED, jwk -> jwk.put("key_ops", "verify")),
                changed("alg of another type", ED, jwk -> jwk.put("alg", "RS256")),
                changed("alg none", ED, jwk -> jwk.put("alg", "none")),
                changed("alg symmetric", ED, jwk -> jwk.put("alg", "HS256")),
                changed("kid a number", ED, jwk -> jwk.put("kid", 7)),
                changed("kid too long", ED, jwk -> jwk.put("kid", "k".repeat(1_025))));
    }

    private static Stream<Arguments> brokenEc() {
        return Stream.of(
                changed("a point off the curve", EC, jwk -> jwk.put("y", jwk.get("x"))),
                changed("a point at infinity", EC, jwk -> zero(jwk, 32)),
                changed("a coordinate that is a larger number", EC, jwk -> jwk.put("x", bytes(33, 1))),
                changed("a coordinate without its first byte", EC, jwk -> jwk.put("x", withoutFirstByte(jwk.get("x")))),
                changed("a coordinate empty", EC, jwk -> jwk.put("x", "")),
                changed("a coordinate of 100,000 bytes", EC, jwk -> jwk.put("x", bytes(100_000, 1))),
                changed("an alg of another curve", EC, jwk -> jwk.put("alg", "ES384")),
                changed("another curve", EC, jwk -> jwk.put("crv", "P-384")),
                changed("secp256k1", EC, jwk -> jwk.put("crv", "secp256k1")),
                changed("y missing", EC, jwk -> jwk.remove("y")),
                changed("coordinates beyond the field", EC, jwk -> jwk.put("x", bytes(32, 0xff))));
    }

    private static Stream<Arguments> brokenRsa() {
        return Stream.of(
                changed("an exponent of 1", RSA, jwk -> jwk.put("e", "AQ")),
                changed("an even exponent", RSA, jwk -> jwk.put("e", "BA")),
                changed("an exponent of 0", RSA, jwk -> jwk.put("e", "AA")),
                changed("an exponent missing", RSA, jwk -> jwk.remove("e")),
                changed("an exponent as long as the modulus", RSA, jwk -> jwk.put("e", jwk.get("n"))),
                changed("a modulus of 16,392 bits", RSA, jwk -> jwk.put("n", bytes(2_049, 0xff))),
                changed("a modulus of 8,200 bits", RSA, jwk -> jwk.put("n", bytes(1_025, 0xff))),
                changed("a modulus of 200,000 characters", RSA, jwk -> jwk.put("n", bytes(150_000, 0xff))),
                changed("an even modulus", RSA, jwk -> jwk.put("n", even(256))),
                changed("a modulus empty", RSA, jwk -> jwk.put("n", "")),
                changed("an alg for encryption", RSA, jwk -> jwk.put("alg", "RSA-OAEP")));
    }

    private static Arguments poison(String name, String jwk) {
        return argumentSet(name, jwk);
    }

    private static Arguments changed(String name, TestKey key, Consumer<Map<String, Object>> change) {
        return argumentSet(name, key.jwk(change::accept));
    }

    private static void zero(Map<String, Object> jwk, int length) {
        jwk.put("x", zeros(length));
        jwk.put("y", zeros(length));
    }

    private static String zeros(int length) {
        return bytes(length, 0);
    }

    private static String even(int length) {
        byte[] even = BigInteger.ONE.shiftLeft(length * 8 - 1).toByteArray();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(even);
    }

    private static String bytes(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static JwkSetSnapshot parse(String... keys) {
        String set = "{\"keys\":[" + String.join(",", keys) + "]}";
        return JwkSetParser.parse(set.getBytes(StandardCharsets.UTF_8), MAX_KEYS);
    }

    private static List<?> find(JwkSetSnapshot snapshot, TestKey key) {
        return snapshot.find(new JwsHeader(
                JwsAlgorithm.ofName(key.algorithm()).orElseThrow(), Optional.of(key.keyId()), Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("poison")
    void skipsWhatCannotBeUsedAndKeepsTheOthers(String poison) {
        for (JwkSetSnapshot snapshot : List.of(parse(poison, GOOD.jwk()), parse(GOOD.jwk(), poison))) {
            assertThat(find(snapshot, GOOD)).hasSize(1);
            assertThat(snapshot.keyIds()).containsExactly(GOOD.keyId());
            assertThat(reasons(snapshot)).hasSize(1);
        }
    }

    private static List<String> reasons(JwkSetSnapshot snapshot) {
        return Stream.concat(snapshot.skipped().stream(), snapshot.ignored().stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("poison")
    void saysWhyInWordsOfItsOwn(String poison) {
        assertThat(reasons(parse(poison)))
                .singleElement()
                .asString()
                .matches("(a key without kid|the key \"[!-~]{1,83}\") is skipped: [A-Za-z0-9 ,_.-]{8,110}")
                .doesNotContain("Nimbus", "java");
    }

    @Test
    void readsAllOfThemAtOnceInATimeThatNobodyNotices() {
        String[] all = poison().map(arguments -> (String) arguments.get()[0]).toArray(String[]::new);
        String set = "{\"keys\":[" + String.join(",", all) + "," + GOOD.jwk() + "]}";
        long start = System.nanoTime();

        JwkSetSnapshot snapshot = JwkSetParser.parse(set.getBytes(StandardCharsets.UTF_8), MAX_KEYS);

        assertThat(all).hasSizeGreaterThan(35);
        assertThat(snapshot.keyIds()).containsExactly(GOOD.keyId());
        assertThat(find(snapshot, GOOD)).hasSize(1);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"EdDSA", "ES256", "ES384", "ES512", "RS256", "PS256"})
    void takesKeysWithoutWhatIsOptional(String algorithm) {
        TestKey key = TestKey.generate(algorithm);
        String bare = key.jwk(jwk -> jwk.keySet().removeAll(List.of("alg", "use", "key_ops", "kid")));
        JwsHeader anonymous =
                new JwsHeader(JwsAlgorithm.ofName(algorithm).orElseThrow(), Optional.empty(), Optional.empty());

        assertThat(parse(bare).find(anonymous)).hasSize(1);
        assertThat(find(parse(bare), key)).as("a kid that no key has").isEmpty();
    }

    @Test
    void takesKeysWithWhatItDoesNotKnow() {
        String decorated = ED.jwk(jwk -> {
            jwk.put("use", "sig");
            jwk.put("key_ops", List.of("verify"));
            jwk.put("x5c", List.of("not a certificate"));
            jwk.put("x5t", 7);
            jwk.put("exp", 0);
            jwk.put("https://example.com/ext", Map.of("a", Collections.emptyList()));
        });

        assertThat(find(parse(decorated), ED)).hasSize(1);
    }

    @Test
    void findsEveryKeyOfOneKeyIdAndTheOneThatFitsTheAlgorithm() {
        String shared = EC.keyId();
        JwkSetSnapshot snapshot = parse(
                EC.jwk(),
                RSA.jwk(jwk -> jwk.put("kid", shared)),
                TestKey.generate("ES256").jwk(jwk -> jwk.put("kid", shared)));

        assertThat(find(snapshot, EC)).hasSize(2);
        assertThat(find(snapshot, RSA.withKeyId(shared))).hasSize(1);
    }

    @Test
    void takesAsManyKeysAsAllowedAndSkipsTheSurplus() {
        String[] most = Collections.nCopies(MAX_KEYS - 1, ED.jwk()).toArray(String[]::new);
        String allowed = String.join(",", most) + "," + GOOD.jwk();

        assertThat(parse(allowed).skipped()).isEmpty();
        assertThat(find(parse(allowed), GOOD)).hasSize(1);
        assertThat(find(parse(EC.jwk(), allowed), EC)).hasSize(1);
        assertThat(find(parse(EC.jwk(), allowed), GOOD)).isEmpty();
        assertThat(parse(EC.jwk(), allowed).skipped())
                .containsExactly("1 keys are skipped: the set has more than 500 keys, see maxKeys");
    }

    @Test
    void readsNoMoreOfTenThousandEntriesThanAllowed() {
        JwkSetSnapshot snapshot = parse(Collections.nCopies(10_000, "null").toArray(String[]::new));

        assertThat(snapshot.keyIds()).isEmpty();
        assertThat(snapshot.skipped())
                .containsExactly(
                        "9500 keys are skipped: the set has more than 500 keys, see maxKeys",
                        "a key without kid is skipped: not an object, or one with duplicate members");
    }

    @ParameterizedTest
    @ValueSource(strings = {"d", "k", "p", "q", "dp", "dq", "qi", "oth", "use", "key_ops", "alg", "x5c", "exp"})
    void readsANullMemberAsAbsent(String member) {
        assertThat(find(parse(GOOD.jwk(jwk -> jwk.put(member, null))), GOOD)).hasSize(1);
    }

    @Test
    void readsANullKeyIdAsAbsent() {
        JwkSetSnapshot snapshot = parse(GOOD.jwk(jwk -> jwk.put("kid", null)));

        assertThat(snapshot.find(new JwsHeader(JwsAlgorithm.EdDSA, Optional.empty(), Optional.empty())))
                .hasSize(1);
    }

    @Test
    void takesAKeyIdAsLongAsItsLimit() {
        TestKey longest = GOOD.withKeyId("k".repeat(1_024));

        assertThat(find(parse(longest.jwk()), longest)).hasSize(1);
    }

    static Stream<Arguments> lengthsOfCoordinates() {
        return Stream.of("ES256", "ES384", "ES512")
                .flatMap(algorithm -> Stream.of("x", "y").flatMap(member -> IntStream.of(-1, 1, 5)
                        .mapToObj(surplus ->
                                argumentSet(algorithm + " " + member + " " + surplus, algorithm, member, surplus))));
    }

    @ParameterizedTest
    @MethodSource("lengthsOfCoordinates")
    void readsACoordinateAsANumber(String algorithm, String member, int surplus) {
        TestKey key = keyWithALeadingZero(algorithm, member);

        assertThat(find(parse(key.jwk(jwk -> jwk.put(member, resized(jwk.get(member), surplus)))), key))
                .hasSize(1)
                .isEqualTo(find(parse(key.jwk()), key));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "y"})
    void saysThatACoordinateIsTooLongIfItsSurplusIsNotZero(String member) {
        assertThat(parse(EC.jwk(jwk -> jwk.put(member, bytes(33, 1)))).skipped())
                .containsExactly("the key \"" + EC.keyId() + "\" is skipped: " + member
                        + " of a length that the curve does not have");
    }

    /** The octets of RFC 8037 §2 are no number: a shorter or longer string is another key, whatever its zeros. */
    @ParameterizedTest
    @CsvSource({"EdDSA, 31", "EdDSA, 33", "EdDSA, 57", "Ed448, 56", "Ed448, 58", "Ed448, 32"})
    void rejectsAnEdwardsKeyOfAnotherLengthAndSaysSo(String algorithm, int length) {
        TestKey key = TestKey.generate(algorithm);
        JwkSetSnapshot snapshot = parse(key.jwk(
                jwk -> jwk.put("x", cutOrFilled(Base64.getUrlDecoder().decode((String) jwk.get("x")), length))));

        assertThat(snapshot.keyIds()).isEmpty();
        assertThat(snapshot.skipped())
                .containsExactly(
                        "the key \"" + key.keyId() + "\" is skipped: x of a length that the curve does not have");
    }

    private static String cutOrFilled(byte[] octets, int length) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(octets, length));
    }

    @ParameterizedTest
    @CsvSource({"n, 1", "n, 2", "n, 64", "e, 1", "e, 2", "e, 64"})
    void readsRsaMembersAsNumbers(String member, int zeros) {
        assertThat(find(parse(RSA.jwk(jwk -> jwk.put(member, resized(jwk.get(member), zeros)))), RSA))
                .hasSize(1)
                .isEqualTo(find(parse(RSA.jwk()), RSA));
    }

    @ParameterizedTest
    @CsvSource({"RS256, n, =", "RS256, n, ==", "RS256, e, =", "ES256, x, =", "ES256, y, =", "EdDSA, x, ="})
    void rejectsPaddingAndSaysSo(String algorithm, String member, String padding) {
        TestKey key = TestKey.generate(algorithm);

        assertThat(parse(key.jwk(jwk -> jwk.put(member, jwk.get(member) + padding)))
                        .skipped())
                .containsExactly("the key \"" + key.keyId() + "\" is skipped: a member that is not base64url");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[null]", "[\"sign\",null]", "[null,null]"})
    void readsNoVerifyOutOfNulls(String operations) {
        String jwk = GOOD.jwk(members -> members.put("key_ops", List.of("to be replaced")))
                .replace("[\"to be replaced\"]", operations);

        assertThat(find(parse(jwk), GOOD)).isEmpty();
        assertThat(parse(jwk).skipped())
                .containsExactly("the key \"" + GOOD.keyId() + "\" is skipped: key_ops without verify");
        assertThat(find(parse(jwk.replace("null", "\"verify\"")), GOOD)).hasSize(1);
    }

    /** One key in 256 has one; for P-521 one in two, whose first byte has one bit. */
    private static TestKey keyWithALeadingZero(String algorithm, String member) {
        for (int i = 0; i < 20_000; i++) {
            TestKey key = TestKey.generate(algorithm);
            if (decoded(key, member)[0] == 0) {
                return key;
            }
        }
        throw new AssertionError("no key with a leading zero in 20,000");
    }

    private static byte[] decoded(TestKey key, String member) {
        Matcher value = Pattern.compile("\"" + member + "\":\"([^\"]+)\"").matcher(key.jwk());
        assertThat(value.find()).isTrue();
        return Base64.getUrlDecoder().decode(value.group(1));
    }

    private static String resized(Object coordinate, int surplus) {
        byte[] bytes = Base64.getUrlDecoder().decode((String) coordinate);
        byte[] resized = new byte[bytes.length + surplus];
        System.arraycopy(
                bytes, Math.max(0, -surplus), resized, Math.max(0, surplus), Math.min(bytes.length, resized.length));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(resized);
    }

    private static String withoutFirstByte(Object coordinate) {
        byte[] bytes = Base64.getUrlDecoder().decode((String) coordinate);
        bytes[0] = 1;
        return resized(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), -1);
    }

    static Stream<Arguments> keysForOthers() {
        return Stream.of(
                changed("use enc", RSA, jwk -> jwk.put("use", "enc")),
                changed("an alg for encryption", RSA, jwk -> jwk.put("alg", "RSA-OAEP")),
                changed("key_ops for encryption", RSA, jwk -> jwk.put("key_ops", List.of("wrapKey"))),
                changed("a kty of the future", ED, jwk -> jwk.put("kty", "AKP")),
                changed("X25519", ED, jwk -> jwk.put("crv", "X25519")),
                changed("secp256k1", EC, jwk -> jwk.put("crv", "secp256k1")));
    }

    @ParameterizedTest
    @MethodSource("keysForOthers")
    void ignoresKeysThatAreMeantForOthers(String key) {
        assertThat(parse(key).skipped()).isEmpty();
        assertThat(parse(key).ignored()).hasSize(1);
    }

    static Stream<Arguments> brokenKeys() {
        return Stream.of(
                changed("a use of another type", RSA, jwk -> jwk.put("use", 7)),
                changed("key_ops of another type", RSA, jwk -> jwk.put("key_ops", List.of(7))),
                changed("an alg that does not fit", ED, jwk -> jwk.put("alg", "ES256")),
                changed("a point off the curve", EC, jwk -> jwk.put("y", jwk.get("x"))),
                argumentSet("a private key", ED.jwkWithPrivateParts()));
    }

    @ParameterizedTest
    @MethodSource("brokenKeys")
    void reportsKeysThatTheirIssuerShouldMend(String key) {
        assertThat(parse(key).skipped()).hasSize(1);
        assertThat(parse(key).ignored()).isEmpty();
    }

    @Test
    void namesAKeyByItsIdAndNotByItsPlace() {
        String broken = EC.jwk(jwk -> {
            jwk.put("kid", "a\nb");
            jwk.put("y", jwk.get("x"));
        });

        assertThat(parse(broken, GOOD.jwk()).skipped())
                .isEqualTo(parse(GOOD.jwk(), broken).skipped())
                .singleElement()
                .asString()
                .startsWith("the key \"a\\u000ab\" is skipped: ");
    }

    @Test
    void takesAnythingNestedAsDeepAsItsLimitAndNotDeeper() {
        String deep = "[".repeat(JwkSetParser.MAX_DEPTH - 2) + "]".repeat(JwkSetParser.MAX_DEPTH - 2);

        assertThatNoException().isThrownBy(() -> parse(deep));
        assertThatExceptionOfType(MalformedJwkSetException.class).isThrownBy(() -> parse("[" + deep + "]"));
        assertThatExceptionOfType(MalformedJwkSetException.class).isThrownBy(() -> parse("[".repeat(100_000)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"keys\":[],\"keys\":[]}",
                "{\"Keys\":[]}",
                "{\"keys\":[]}x",
                "{\"keys\":[],}",
                "{'keys':[]}",
                "{\"keys\":\"\"}",
                "[]",
                "7",
            })
    void rejectsWhatIsNoSetAtAll(String text) {
        assertThatExceptionOfType(MalformedJwkSetException.class)
                .isThrownBy(() -> JwkSetParser.parse(text.getBytes(StandardCharsets.UTF_8), MAX_KEYS));
    }

    @Test
    void rejectsASetThatIsNotUtf8() {
        assertThatExceptionOfType(MalformedJwkSetException.class)
                .isThrownBy(() ->
                        JwkSetParser.parse("{\"keys\":[],\"é\":0}".getBytes(StandardCharsets.ISO_8859_1), MAX_KEYS));
    }
}
