package io.github.jotguard;

import static io.github.jotguard.RejectionReason.ALGORITHM_NOT_ALLOWED;
import static io.github.jotguard.RejectionReason.BAD_SIGNATURE;
import static io.github.jotguard.RejectionReason.MALFORMED;
import static io.github.jotguard.RejectionReason.UNKNOWN_KEY;

import io.github.jotguard.jwks.StaticJwkSet;
import io.github.jotguard.testing.CompactJws;
import io.github.jotguard.testing.TestKey;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The algorithm comes from the allow-list and the key (RFC 8725 §2.1, §3.1, §3.2). */
class AlgorithmVerdictsTest implements VerdictTable {

    private static final Forge EDDSA = Forge.of("EdDSA");
    private static final Forge RSA = Forge.of("RS256");
    private static final Trust TRUST = Trust.in(EDDSA);
    private static final Trust DEFAULTS = Trust.in(
            TrustedIssuer.builder(Forge.ISSUER, EDDSA.keys())
                    .audience(Forge.AUDIENCE)
                    .build(),
            EDDSA.token());

    static Stream<VerdictCase> cases() {
        return Stream.of(none(), noneAsOtherJson(), notAllowed(), allowed(), confusion(), newNames())
                .flatMap(group -> group);
    }

    private static Stream<VerdictCase> none() {
        return Stream.of(
                        "none",
                        "None",
                        "NONE",
                        "nOnE",
                        "nonE",
                        " none",
                        "none ",
                        "none\\u0000",
                        "\\u0000none",
                        "none\\n",
                        "n\\u043ene",
                        "\\uff4e\\uff4f\\uff4e\\uff45",
                        "no\\u00adne",
                        "none\\u200b",
                        "",
                        " ",
                        "null",
                        "false",
                        "0",
                        "nil",
                        "NoneAlgorithm",
                        "EdDSA,none",
                        "none,EdDSA",
                        "[\\\"none\\\"]")
                .flatMap(alg -> Stream.of("", EDDSA.key().keyId().substring(0, 4), signed(alg))
                        .map(signature -> VerdictCase.rejected(
                                "RFC 8725 §2.1",
                                "alg \"" + alg + "\" with a signature of " + signature.length() + " characters",
                                TRUST,
                                unsigned("\"" + alg + "\"")
                                        .signaturePart(signature)
                                        .toString(),
                                ALGORITHM_NOT_ALLOWED)));
    }

    private static CompactJws unsigned(String alg) {
        return CompactJws.of(EDDSA.header("alg", alg), Forge.claims());
    }

    private static String signed(String alg) {
        return unsigned("\"" + alg + "\"").signedWith(EDDSA.key()).signaturePart();
    }

    private static Stream<VerdictCase> noneAsOtherJson() {
        Stream<String> values = Stream.of(
                "null", "true", "false", "0", "1", "[]", "[\"none\"]", "[\"EdDSA\"]", "{}", "{\"alg\":\"EdDSA\"}");
        return Stream.concat(values, Stream.of((String) null))
                .map(alg -> VerdictCase.rejected(
                        "RFC 7515 §4.1.1", "alg " + alg, TRUST, EDDSA.withHeader("alg", alg), MALFORMED));
    }

    private static Stream<VerdictCase> notAllowed() {
        return Stream.of(
                        "HS256",
                        "HS384",
                        "HS512",
                        "RS384",
                        "RS512",
                        "PS256",
                        "PS384",
                        "PS512",
                        "ES384",
                        "ES512",
                        "ES256K",
                        "Ed448",
                        "RS1",
                        "RSA1_5",
                        "RSA-OAEP",
                        "dir",
                        "A128KW",
                        "ECDH-ES",
                        "PBES2-HS256+A128KW",
                        "HS1",
                        "SHA256withRSA",
                        "RSASSA-PSS",
                        "MD5withRSA",
                        "es256",
                        "Es256",
                        "rs256",
                        "eddsa",
                        "EDDSA",
                        "EdDSA ",
                        " EdDSA",
                        "ed25519",
                        "ED25519",
                        "Ed25519ph",
                        "Ed25519ctx",
                        "ESP256",
                        "ESP384",
                        "ESB256",
                        "ML-DSA-44")
                .map(alg -> VerdictCase.rejected(
                        "RFC 8725 §3.1",
                        "alg " + alg,
                        DEFAULTS,
                        EDDSA.withHeader("alg", Forge.quoted(alg)),
                        ALGORITHM_NOT_ALLOWED));
    }

    private static Stream<VerdictCase> allowed() {
        Stream<VerdictCase> byName = Arrays.stream(JwsAlgorithm.values()).map(algorithm -> {
            Forge forge = Forge.of(algorithm.name());
            return VerdictCase.accepted("RFC 7518 §3.1", "asked for " + algorithm, Trust.in(forge), forge.token());
        });
        Stream<VerdictCase> byDefault = Stream.of("EdDSA", "ES256", "RS256").map(name -> {
            Forge forge = Forge.of(name);
            Trust trust = Trust.in(
                    TrustedIssuer.builder(Forge.ISSUER, forge.keys())
                            .audience(Forge.AUDIENCE)
                            .build(),
                    null);
            return VerdictCase.accepted("RFC 8725 §3.2", "default " + name, trust, forge.token());
        });
        Stream<VerdictCase> others = Arrays.stream(JwsAlgorithm.values())
                .filter(algorithm -> algorithm != JwsAlgorithm.EdDSA)
                .map(algorithm -> VerdictCase.rejected(
                        "RFC 8725 §3.1",
                        "a good token with " + algorithm + " where EdDSA is asked for",
                        TRUST,
                        Forge.of(algorithm.name()).token(),
                        ALGORITHM_NOT_ALLOWED));
        return Stream.of(byName, byDefault, others).flatMap(cases -> cases);
    }

    /** CVE-2022-29217 and many more: the public key, in whatever spelling, as the secret of an HMAC. */
    private static Stream<VerdictCase> confusion() {
        Trust rsaTrust = Trust.in(RSA);
        Stream<VerdictCase> spellings = spellings(RSA.key()).entrySet().stream()
                .flatMap(spelling -> Stream.of("HS256", "HS384", "HS512")
                        .map(alg -> VerdictCase.rejected(
                                "RFC 8725 §2.1",
                                alg + " with the RSA key as " + spelling.getKey(),
                                rsaTrust,
                                hmac(alg, spelling.getValue()),
                                ALGORITHM_NOT_ALLOWED)));
        return Stream.of(
                        spellings,
                        Stream.of(
                                keyOfAnotherFamily("EdDSA", "ES256", UNKNOWN_KEY),
                                keyOfAnotherFamily("ES256", "EdDSA", UNKNOWN_KEY),
                                keyOfAnotherFamily("RS256", "EdDSA", BAD_SIGNATURE),
                                keyOfAnotherFamily("ES256", "RS256", BAD_SIGNATURE)),
                        otherAlgorithmOfTheSameKey())
                .flatMap(cases -> cases);
    }

    private static String hmac(String algorithm, byte[] secret) {
        TestKey key = TestKey.ofSecret(algorithm, secret);
        return CompactJws.of(RSA.header("alg", Forge.quoted(algorithm)), Forge.claims())
                .signedWith(key)
                .toString();
    }

    private static Map<String, byte[]> spellings(TestKey key) {
        PublicKey rsa = key.publicKey();
        String base64 = Base64.getEncoder().encodeToString(rsa.getEncoded());
        String mime = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(rsa.getEncoded());
        String pem = "-----BEGIN PUBLIC KEY-----\n" + mime + "\n-----END PUBLIC KEY-----";
        Map<String, byte[]> spellings = new LinkedHashMap<>();
        spellings.put("DER", rsa.getEncoded());
        spellings.put("the zero-length key's stand-in", new byte[] {0});
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("PEM", pem);
        texts.put("PEM with a line break", pem + "\n");
        texts.put("PEM with two line breaks", pem + "\n\n");
        texts.put("PEM with CR LF", pem.replace("\n", "\r\n"));
        texts.put("PEM with CR LF at the end", pem.replace("\n", "\r\n") + "\r\n");
        texts.put("PEM on one line", pem.replace("\n", ""));
        texts.put("PEM with spaces", pem.replace("\n", " "));
        texts.put("PEM with white space in front", " \n" + pem);
        texts.put("PEM of an RSA PUBLIC KEY", pem.replace("PUBLIC KEY", "RSA PUBLIC KEY"));
        texts.put("base64", base64);
        texts.put("base64 with line breaks", mime);
        texts.put("base64url", Base64.getUrlEncoder().withoutPadding().encodeToString(rsa.getEncoded()));
        texts.put("JWK", key.jwk());
        texts.put("JWK Set", "{\"keys\":[" + key.jwk() + "]}");
        texts.put("kid", key.keyId());
        texts.put("n", key.jwk().replaceAll(".*\"n\":\"([^\"]*)\".*", "$1"));
        texts.forEach((name, text) -> spellings.put(name, Forge.utf8(text)));
        return spellings;
    }

    private static VerdictCase keyOfAnotherFamily(String published, String claimed, RejectionReason reason) {
        Forge forge = Forge.of(published);
        Trust trust = Trust.in(
                TrustedIssuer.builder(Forge.ISSUER, forge.keys())
                        .audience(Forge.AUDIENCE)
                        .build(),
                forge.token());
        return VerdictCase.rejected(
                "RFC 8725 §3.1",
                "the header says " + claimed + " and the key is for " + published,
                trust,
                forge.withHeader("alg", Forge.quoted(claimed)),
                reason);
    }

    /** RFC 8725 §3.1: one key, one algorithm, if the key says which. */
    private static Stream<VerdictCase> otherAlgorithmOfTheSameKey() {
        List<VerdictCase> cases = new ArrayList<>();
        String withoutAlg = "{\"keys\":[" + RSA.key().jwk(members -> members.remove("alg")) + "]}";
        for (String other : List.of("RS384", "RS512", "PS256", "PS384", "PS512")) {
            String token = Forge.with(RSA.key().withAlgorithm(other)).token();
            cases.add(VerdictCase.rejected(
                    "RFC 8725 §3.1", other + " with a key that says RS256", all(RSA.keys()), token, UNKNOWN_KEY));
            cases.add(VerdictCase.accepted(
                    "RFC 8725 §3.1",
                    other + " on the allow-list with a key that does not say",
                    all(StaticJwkSet.ofJson(withoutAlg)),
                    token));
        }
        return cases.stream();
    }

    private static Trust all(VerificationKeys keys) {
        return Trust.in(
                TrustedIssuer.builder(Forge.ISSUER, keys)
                        .audience(Forge.AUDIENCE)
                        .algorithms(Arrays.stream(JwsAlgorithm.values())
                                .filter(algorithm -> !algorithm.isSymmetric())
                                .toArray(JwsAlgorithm[]::new))
                        .build(),
                null);
    }

    /** RFC 9864 §2.2: {@code Ed25519} is EdDSA with an Ed25519 key; the COSE names are nobody's in JOSE. */
    private static Stream<VerdictCase> newNames() {
        Forge named = Forge.with(EDDSA.key().withAlgorithm("Ed25519"));
        Forge ed448 = Forge.of("Ed448");
        return Stream.of(
                VerdictCase.accepted("RFC 9864 §2.2", "Ed25519 with a key for EdDSA", TRUST, named.token()),
                VerdictCase.accepted("RFC 9864 §2.2", "EdDSA with a key for Ed25519", Trust.in(named), EDDSA.token()),
                VerdictCase.accepted("RFC 9864 §2.2", "Ed25519 with a key for it", Trust.in(named), named.token()),
                VerdictCase.rejected(
                        "RFC 9864 §2.2",
                        "EdDSA with a key on Ed448",
                        all(ed448.keys()),
                        ed448.withHeader("alg", "\"EdDSA\""),
                        BAD_SIGNATURE),
                VerdictCase.rejected(
                        "RFC 9864 §2.2",
                        "Ed448 where only EdDSA is allowed",
                        TRUST,
                        ed448.token(),
                        ALGORITHM_NOT_ALLOWED));
    }
}
