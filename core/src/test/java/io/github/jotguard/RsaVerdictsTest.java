package io.github.jotguard;

import static io.github.jotguard.RejectionReason.BAD_SIGNATURE;
import static io.github.jotguard.SignatureVerdictsTest.bytes;
import static io.github.jotguard.SignatureVerdictsTest.concat;
import static io.github.jotguard.SignatureVerdictsTest.padded;

import io.github.jotguard.jwks.StaticJwkSet;
import io.github.jotguard.testing.CompactJws;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Stream;

/** RSASSA-PKCS1-v1_5 with exact padding and length (RFC 8017 §8.2.2), shown with a key whose private part makes any padding. */
class RsaVerdictsTest implements VerdictTable {

    private static final int LENGTH = 256;
    /** The DigestInfo of SHA-256 before the hash (RFC 8017 §9.2, note 1). */
    private static final byte[] SHA_256 = HexFormat.of().parseHex("3031300d060960864801650304020105000420");

    private static final KeyPair PAIR = keyPair();
    private static final RSAPublicKey PUBLIC = (RSAPublicKey) PAIR.getPublic();
    private static final Trust TRUST = Trust.in(
            TrustedIssuer.builder(
                            Forge.ISSUER,
                            StaticJwkSet.of(VerificationKey.of(PUBLIC, "rsa", Set.of(JwsAlgorithm.RS256))))
                    .audience(Forge.AUDIENCE)
                    .build(),
            null);

    private static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(8 * LENGTH);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    static Stream<VerdictCase> cases() {
        byte[] hash = sha256();
        byte[] info = concat(SHA_256, hash);
        byte[] good = encoded(1, 0xff, info);
        return Stream.concat(
                Stream.of(
                        new VerdictCase("RFC 8017 §9.2", "the exact padding", TRUST, token(raw(good)), Trust.ACCEPTED)),
                Stream.of(
                        bad("block type 0", raw(encoded(0, 0, info))),
                        bad("block type 2", raw(encoded(2, 0xaa, info))),
                        bad("padding of other bytes", raw(encoded(1, 0xfe, info))),
                        bad("one padding byte wrong", raw(with(good, 100, 0))),
                        bad("first padding byte wrong", raw(with(good, 2, 0))),
                        bad("no zero after the padding", raw(with(good, LENGTH - info.length - 1, 0xff))),
                        bad("first byte not zero", raw(with(good, 0, 1))),
                        bad("short padding, garbage behind (CVE-2006-4339)", raw(garbageBehind(info))),
                        bad("short padding, garbage in front of the hash", raw(shortened(info))),
                        bad("no DigestInfo", raw(encoded(1, 0xff, hash))),
                        bad("another hash's DigestInfo", raw(encoded(1, 0xff, concat(sha384(), hash)))),
                        bad("DigestInfo with a byte behind", raw(encoded(1, 0xff, concat(info, new byte[1])))),
                        bad("DigestInfo with a long length", raw(encoded(1, 0xff, longLength(hash)))),
                        bad(
                                "DigestInfo with an integer for NULL",
                                raw(encoded(1, 0xff, concat(integerForNull(), hash)))),
                        bad("hash of another text", raw(encoded(1, 0xff, concat(SHA_256, new byte[32])))),
                        bad("hash cut", raw(encoded(1, 0xff, Arrays.copyOf(info, info.length - 1)))),
                        bad("the padded text itself", good),
                        bad("a zero in front", padded(raw(good), 1)),
                        bad("a zero behind", Arrays.copyOf(raw(good), LENGTH + 1)),
                        bad("the modulus", bytes(PUBLIC.getModulus(), LENGTH)),
                        bad("the modulus and one", bytes(PUBLIC.getModulus().add(BigInteger.ONE), LENGTH)),
                        bad("the modulus less one", bytes(PUBLIC.getModulus().subtract(BigInteger.ONE), LENGTH)),
                        bad("0", new byte[LENGTH]),
                        bad("1", bytes(BigInteger.ONE, LENGTH)),
                        bad(
                                "plus the modulus, in one byte more",
                                bytes(new BigInteger(1, raw(good)).add(PUBLIC.getModulus()), LENGTH + 1)),
                        bad(
                                "plus the modulus, cut",
                                bytes(new BigInteger(1, raw(good)).add(PUBLIC.getModulus()), LENGTH)),
                        bad(
                                "the negative",
                                bytes(PUBLIC.getModulus().subtract(new BigInteger(1, raw(good))), LENGTH))));
    }

    private static VerdictCase bad(String name, byte[] signature) {
        return VerdictCase.rejected("RFC 8017 §8.2.2", name, TRUST, token(signature), BAD_SIGNATURE);
    }

    private static CompactJws unsigned() {
        return CompactJws.of("{\"alg\":\"RS256\",\"kid\":\"rsa\"}", Forge.claims());
    }

    private static String token(byte[] signature) {
        return unsigned().signature(signature).toString();
    }

    private static byte[] sha256() {
        try {
            String input = unsigned().headerPart() + "." + unsigned().payloadPart();
            return MessageDigest.getInstance("SHA-256").digest(Forge.utf8(input));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /** RSASP1 (RFC 8017 §5.2.1) of any number; what is not below the modulus is signed as its remainder. */
    private static byte[] raw(byte[] message) {
        RSAPrivateKey key = (RSAPrivateKey) PAIR.getPrivate();
        BigInteger number = new BigInteger(1, message).mod(key.getModulus());
        return bytes(number.modPow(key.getPrivateExponent(), key.getModulus()), LENGTH);
    }

    private static byte[] encoded(int type, int padding, byte[] content) {
        byte[] message = new byte[LENGTH];
        Arrays.fill(message, 2, LENGTH - content.length - 1, (byte) padding);
        message[1] = (byte) type;
        System.arraycopy(content, 0, message, LENGTH - content.length, content.length);
        return message;
    }

    private static byte[] with(byte[] message, int at, int value) {
        byte[] changed = message.clone();
        changed[at] = (byte) value;
        return changed;
    }

    private static byte[] garbageBehind(byte[] info) {
        byte[] message = new byte[LENGTH];
        message[1] = 1;
        Arrays.fill(message, 2, 10, (byte) 0xff);
        System.arraycopy(info, 0, message, 11, info.length);
        return message;
    }

    private static byte[] shortened(byte[] info) {
        byte[] message = new byte[LENGTH];
        message[1] = 1;
        Arrays.fill(message, 2, 10, (byte) 0xff);
        System.arraycopy(info, 0, message, LENGTH - info.length, info.length);
        return message;
    }

    private static byte[] sha384() {
        return HexFormat.of().parseHex("3031300d060960864801650304020205000420");
    }

    private static byte[] longLength(byte[] hash) {
        return concat(HexFormat.of().parseHex("308131300d060960864801650304020105000420"), hash);
    }

    private static byte[] integerForNull() {
        return HexFormat.of().parseHex("3032300e06096086480165030402010201000420");
    }
}
