package io.github.jotguard.testing;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Verifies with nothing but the text of a JWK and the JDK, sharing no code with what signs. */
final class JdkVerification {
    private JdkVerification() {}

    /** Returns whether one entry of the set has the token's {@code kid} and verifies its signature. */
    static boolean verifies(String token, String jwkSet) throws GeneralSecurityException {
        String kid = member(header(token), "kid");
        Matcher entries = Pattern.compile("\\{[^{}]*}").matcher(jwkSet);
        while (entries.find()) {
            if (member(entries.group(), "kid").equals(kid)) {
                return verifiesWithJwk(token, entries.group());
            }
        }
        return false;
    }

    static boolean verifiesWithJwk(String token, String jwk) throws GeneralSecurityException {
        String[] parts = token.split("\\.", -1);
        byte[] input = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
        return verifies(input, Base64.getUrlDecoder().decode(parts[2]), jwk);
    }

    static boolean verifies(byte[] input, byte[] signature, String jwk) throws GeneralSecurityException {
        Signature verifier = verifier(member(jwk, "alg"));
        verifier.initVerify(publicKey(jwk));
        verifier.update(input);
        return verifier.verify(signature);
    }

    static String header(String token) {
        return decoded(token.split("\\.", -1)[0]);
    }

    static String payload(String token) {
        return decoded(token.split("\\.", -1)[1]);
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    /** The value of a string member, or the empty string. */
    static String member(String json, String name) {
        Matcher member = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
        return member.find() ? member.group(1) : "";
    }

    private static Signature verifier(String alg) throws GeneralSecurityException {
        String bits = alg.substring(2);
        if (alg.startsWith("Ed")) {
            return Signature.getInstance("EdDSA");
        } else if (alg.startsWith("ES")) {
            return Signature.getInstance("SHA" + bits + "withECDSAinP1363Format");
        } else if (alg.startsWith("RS")) {
            return Signature.getInstance("SHA" + bits + "withRSA");
        }
        Signature pss = Signature.getInstance("RSASSA-PSS");
        String hash = "SHA-" + bits;
        pss.setParameter(
                new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), Integer.parseInt(bits) / 8, 1));
        return pss;
    }

    private static PublicKey publicKey(String jwk) throws GeneralSecurityException {
        return switch (member(jwk, "kty")) {
            case "RSA" ->
                KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(number(jwk, "n"), number(jwk, "e")));
            case "EC" -> {
                AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
                curve.init(new ECGenParameterSpec(member(jwk, "crv").replace("P-", "NIST P-")));
                ECPoint point = new ECPoint(number(jwk, "x"), number(jwk, "y"));
                yield KeyFactory.getInstance("EC")
                        .generatePublic(new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class)));
            }
            case "OKP" -> edwards(member(jwk, "crv"), Base64.getUrlDecoder().decode(member(jwk, "x")));
            default -> throw new AssertionError("unexpected kty in " + jwk);
        };
    }

    private static PublicKey edwards(String curve, byte[] littleEndian) throws GeneralSecurityException {
        byte[] bigEndian = new byte[littleEndian.length];
        for (int i = 0; i < bigEndian.length; i++) {
            bigEndian[i] = littleEndian[littleEndian.length - 1 - i];
        }
        boolean odd = bigEndian[0] < 0;
        bigEndian[0] &= 0x7f;
        EdECPoint point = new EdECPoint(odd, new BigInteger(1, bigEndian));
        return KeyFactory.getInstance(curve)
                .generatePublic(new EdECPublicKeySpec(new NamedParameterSpec(curve), point));
    }

    private static BigInteger number(String jwk, String name) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(member(jwk, name)));
    }
}
