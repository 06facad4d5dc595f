package io.github.jotguard.testing;

import java.math.BigInteger;
import java.security.Key;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The members of a JWK that hold key material: RFC 7518 §6.2 to §6.4, and RFC 8037 §2 for Ed25519 and Ed448. */
final class JwkMembers {
    private JwkMembers() {}

    static Map<String, Object> ofPublic(PublicKey key) {
        if (key instanceof EdECPublicKey edwards) {
            return octetKeyPair(edwards);
        } else if (key instanceof ECPublicKey ec) {
            return ellipticCurve(ec);
        } else if (key instanceof RSAPublicKey rsa) {
            return members("kty", "RSA", "n", unsigned(rsa.getModulus()), "e", unsigned(rsa.getPublicExponent()));
        }
        throw new IllegalArgumentException("no JWK for a key of " + key.getClass());
    }

    static Map<String, Object> ofPrivate(Key key) {
        if (key instanceof EdECPrivateKey edwards) {
            return members("d", CompactJws.base64Url(edwards.getBytes().orElseThrow()));
        } else if (key instanceof ECPrivateKey ec) {
            int bits = ec.getParams().getOrder().bitLength();
            return members("d", fixedLength(ec.getS(), bytesOf(bits)));
        } else if (key instanceof RSAPrivateCrtKey rsa) {
            return rsaPrivate(rsa);
        }
        throw new IllegalArgumentException("no JWK for a key of " + key.getClass());
    }

    static Map<String, Object> ofSecret(byte[] secret) {
        return members("kty", "oct", "k", CompactJws.base64Url(secret));
    }

    private static Map<String, Object> octetKeyPair(EdECPublicKey key) {
        String curve = key.getParams().getName();
        int length = curve.equals("Ed25519") ? 32 : 57;
        byte[] x = reversed(toFixedLength(key.getPoint().getY(), length));
        // RFC 8032 §5.1.2: y little-endian, and the least significant bit of x as the most significant bit
        if (key.getPoint().isXOdd()) {
            x[length - 1] |= (byte) 0x80;
        }
        return members("crv", curve, "x", CompactJws.base64Url(x), "kty", "OKP");
    }

    private static Map<String, Object> ellipticCurve(ECPublicKey key) {
        int bits = key.getParams().getCurve().getField().getFieldSize();
        String x = fixedLength(key.getW().getAffineX(), bytesOf(bits));
        String y = fixedLength(key.getW().getAffineY(), bytesOf(bits));
        return members("crv", "P-" + bits, "x", x, "y", y, "kty", "EC");
    }

    private static Map<String, Object> rsaPrivate(RSAPrivateCrtKey key) {
        Map<String, Object> members = members(
                "d",
                unsigned(key.getPrivateExponent()),
                "p",
                unsigned(key.getPrimeP()),
                "q",
                unsigned(key.getPrimeQ()));
        members.put("dp", unsigned(key.getPrimeExponentP()));
        members.put("dq", unsigned(key.getPrimeExponentQ()));
        members.put("qi", unsigned(key.getCrtCoefficient()));
        return members;
    }

    /** Encodes a number as Base64urlUInt (RFC 7518 §2), in the minimum number of octets. */
    private static String unsigned(BigInteger number) {
        return fixedLength(number, bytesOf(number.bitLength()));
    }

    private static String fixedLength(BigInteger number, int length) {
        return CompactJws.base64Url(toFixedLength(number, length));
    }

    private static byte[] toFixedLength(BigInteger number, int length) {
        byte[] signed = number.toByteArray();
        byte[] octets = new byte[length];
        int count = Math.min(signed.length, length);
        System.arraycopy(signed, signed.length - count, octets, length - count, count);
        return octets;
    }

    private static byte[] reversed(byte[] octets) {
        byte[] reversed = Arrays.copyOf(octets, octets.length);
        for (int i = 0; i < octets.length; i++) {
            reversed[i] = octets[octets.length - 1 - i];
        }
        return reversed;
    }

    private static int bytesOf(int bits) {
        return (bits + Byte.SIZE - 1) / Byte.SIZE;
    }

    private static Map<String, Object> members(String... namesAndValues) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return members;
    }
}
