package io.github.jotguard;

import static io.github.jotguard.RejectionReason.BAD_SIGNATURE;

import io.github.jotguard.testing.CompactJws;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Signatures of the exact length, with numbers in range, over the exact bytes received (RFC 7515 §5.2). */
class SignatureVerdictsTest implements VerdictTable {

    private static final BigInteger P256_ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
    private static final BigInteger P256_PRIME =
            new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
    private static final BigInteger ED25519_ORDER =
            BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));

    static Stream<VerdictCase> cases() {
        return Stream.of(lengths(), ecdsaValues(), ecdsaForms(), eddsa(), tampering())
                .flatMap(group -> group);
    }

    private static VerdictCase changed(
            String rule, String name, Forge forge, String verdict, UnaryOperator<byte[]> change) {
        CompactJws good = CompactJws.parse(forge.token());
        byte[] signature = Base64.getUrlDecoder().decode(good.signaturePart());
        return new VerdictCase(
                rule,
                forge.key().algorithm() + ", " + name,
                Trust.in(forge),
                good.signature(change.apply(signature)).toString(),
                verdict);
    }

    private static VerdictCase bad(String rule, String name, Forge forge, UnaryOperator<byte[]> change) {
        return changed(rule, name, forge, BAD_SIGNATURE.code(), change);
    }

    private static Stream<VerdictCase> lengths() {
        return Arrays.stream(JwsAlgorithm.values()).flatMap(algorithm -> {
            Forge forge = Forge.of(algorithm.name());
            String rule = "RFC 7515 §5.2";
            return Stream.of(
                    bad(rule, "empty", forge, signature -> new byte[0]),
                    bad(rule, "one zero byte", forge, signature -> new byte[1]),
                    bad(
                            rule,
                            "the first byte missing",
                            forge,
                            signature -> Arrays.copyOfRange(signature, 1, signature.length)),
                    bad(
                            rule,
                            "the last byte missing",
                            forge,
                            signature -> Arrays.copyOf(signature, signature.length - 1)),
                    bad(rule, "half of it", forge, signature -> Arrays.copyOf(signature, signature.length / 2)),
                    bad(rule, "a zero byte behind", forge, signature -> Arrays.copyOf(signature, signature.length + 1)),
                    bad(rule, "a zero byte in front", forge, signature -> padded(signature, 1)),
                    bad(rule, "twice", forge, signature -> concat(signature, signature)),
                    bad(rule, "all zeros", forge, signature -> new byte[signature.length]),
                    bad(rule, "all ones", forge, signature -> filled(signature.length)),
                    bad(rule, "reversed", forge, SignatureVerdictsTest::reversed),
                    bad(rule, "8,000 bytes", forge, signature -> Arrays.copyOf(signature, 8000)));
        });
    }

    private static Stream<VerdictCase> ecdsaValues() {
        Map<String, BigInteger> values = new LinkedHashMap<>();
        values.put("0", BigInteger.ZERO);
        values.put("1", BigInteger.ONE);
        values.put("n-1", P256_ORDER.subtract(BigInteger.ONE));
        values.put("n", P256_ORDER);
        values.put("n+1", P256_ORDER.add(BigInteger.ONE));
        values.put("p", P256_PRIME);
        values.put("2^256-1", BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE));
        Forge forge = Forge.of("ES256");
        Stream<VerdictCase> pairs = values.entrySet().stream().flatMap(r -> values.entrySet().stream()
                .map(s -> bad(
                        "CVE-2022-21449",
                        "r is " + r.getKey() + " and s is " + s.getKey(),
                        forge,
                        signature -> concat(bytes(r.getValue(), 32), bytes(s.getValue(), 32)))));
        Stream<VerdictCase> halves = values.entrySet().stream()
                .flatMap(value -> Stream.of(
                        bad(
                                "RFC 7518 §3.4",
                                "r is " + value.getKey(),
                                forge,
                                signature ->
                                        concat(bytes(value.getValue(), 32), Arrays.copyOfRange(signature, 32, 64))),
                        bad(
                                "RFC 7518 §3.4",
                                "s is " + value.getKey(),
                                forge,
                                signature -> concat(Arrays.copyOf(signature, 32), bytes(value.getValue(), 32)))));
        return Stream.concat(pairs, halves);
    }

    private static Stream<VerdictCase> ecdsaForms() {
        Forge forge = Forge.of("ES256");
        Stream<VerdictCase> zeros = Stream.of("ES384", "ES512")
                .map(name -> bad("CVE-2022-21449", "r is 1 and s is 0", Forge.of(name), signature -> {
                    byte[] forged = new byte[signature.length];
                    forged[signature.length / 2 - 1] = 1;
                    return forged;
                }));
        return Stream.concat(
                zeros,
                Stream.of(
                        changed(
                                "RFC 7518 §3.4",
                                "n - s, as good as s",
                                forge,
                                Trust.ACCEPTED,
                                signature -> concat(
                                        Arrays.copyOf(signature, 32),
                                        bytes(P256_ORDER.subtract(number(signature, 32, 64)), 32))),
                        bad(
                                "RFC 7518 §3.4",
                                "r + n in 33 bytes",
                                forge,
                                signature -> concat(
                                        bytes(number(signature, 0, 32).add(P256_ORDER), 33),
                                        bytes(number(signature, 32, 64), 33))),
                        bad(
                                "RFC 7518 §3.4",
                                "r and s exchanged",
                                forge,
                                signature ->
                                        concat(Arrays.copyOfRange(signature, 32, 64), Arrays.copyOf(signature, 32))),
                        bad("RFC 7518 §3.4", "DER", forge, signature -> der(signature, 0)),
                        bad("RFC 7518 §3.4", "DER with garbage", forge, signature -> der(signature, 4)),
                        bad(
                                "RFC 7518 §3.4",
                                "DER cut to 64 bytes",
                                forge,
                                signature -> Arrays.copyOf(der(signature, 0), 64)),
                        bad(
                                "RFC 7518 §3.4",
                                "padded to ES384",
                                forge,
                                signature -> concat(
                                        padded(Arrays.copyOf(signature, 32), 16),
                                        padded(Arrays.copyOfRange(signature, 32, 64), 16)))));
    }

    private static Stream<VerdictCase> eddsa() {
        Forge forge = Forge.of("EdDSA");
        String rule = "RFC 8032 §5.1.7";
        Stream<VerdictCase> multiples = IntStream.rangeClosed(1, 15)
                .mapToObj(times -> bad(rule, "S + " + times + " L", forge, signature -> {
                    BigInteger s = number(reversed(Arrays.copyOfRange(signature, 32, 64)), 0, 32)
                            .add(ED25519_ORDER.multiply(BigInteger.valueOf(times)));
                    return concat(
                            Arrays.copyOf(signature, 32), reversed(bytes(s.mod(BigInteger.ONE.shiftLeft(256)), 32)));
                }));
        Stream<VerdictCase> smallOrder = Stream.of(
                        "0100000000000000000000000000000000000000000000000000000000000000",
                        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                        "0000000000000000000000000000000000000000000000000000000000000000",
                        "0000000000000000000000000000000000000000000000000000000000000080",
                        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                        "0100000000000000000000000000000000000000000000000000000000000080",
                        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")
                .flatMap(point -> Stream.of(
                        bad(
                                rule,
                                "R of small order " + point.substring(0, 8),
                                forge,
                                signature ->
                                        concat(HexFormat.of().parseHex(point), Arrays.copyOfRange(signature, 32, 64))),
                        bad(
                                rule,
                                "R of small order and S 0, " + point.substring(0, 8),
                                forge,
                                signature -> concat(HexFormat.of().parseHex(point), new byte[32]))));
        Stream<VerdictCase> bits = IntStream.of(0, 255, 256, 511, 504, 508, 510)
                .mapToObj(bit -> bad(rule, "bit " + bit + " flipped", forge, signature -> {
                    byte[] flipped = signature.clone();
                    flipped[bit / 8] ^= (byte) (1 << bit % 8);
                    return flipped;
                }));
        return Stream.of(multiples, smallOrder, bits).flatMap(cases -> cases);
    }

    private static Stream<VerdictCase> tampering() {
        return Stream.of("EdDSA", "ES256", "RS256", "HS256").flatMap(name -> {
            Forge forge = Forge.of(name);
            Trust trust = Trust.in(forge);
            CompactJws good = CompactJws.parse(forge.token());
            return Stream.of(
                            good.payload(Forge.claims("sub", "\"admin\"")),
                            good.payload(Forge.claims() + " "),
                            good.payload(Forge.claims("exp", "9999999999")),
                            good.header(forge.header() + " "),
                            good.header(forge.header("typ", "\"JWT\"")))
                    .map(token -> VerdictCase.rejected(
                            "RFC 7515 §5.2",
                            name + ", signed before a change",
                            trust,
                            token.toString(),
                            BAD_SIGNATURE));
        });
    }

    private static byte[] der(byte[] signature, int garbage) {
        byte[] r = number(signature, 0, 32).toByteArray();
        byte[] s = number(signature, 32, 64).toByteArray();
        byte[] content = concat(concat(new byte[] {2, (byte) r.length}, r), concat(new byte[] {2, (byte) s.length}, s));
        return concat(concat(new byte[] {0x30, (byte) content.length}, content), new byte[garbage]);
    }

    private static BigInteger number(byte[] bytes, int from, int to) {
        return new BigInteger(1, Arrays.copyOfRange(bytes, from, to));
    }

    static byte[] bytes(BigInteger number, int length) {
        byte[] twosComplement = number.toByteArray();
        byte[] bytes = new byte[length];
        int used = Math.min(length, twosComplement.length);
        System.arraycopy(twosComplement, twosComplement.length - used, bytes, length - used, used);
        return bytes;
    }

    static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    static byte[] padded(byte[] bytes, int zeros) {
        return concat(new byte[zeros], bytes);
    }

    private static byte[] filled(int length) {
        byte[] ones = new byte[length];
        Arrays.fill(ones, (byte) 0xff);
        return ones;
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }
}
