package io.github.jotguard;

import static io.github.jotguard.RejectionReason.ALGORITHM_NOT_ALLOWED;
import static io.github.jotguard.RejectionReason.BAD_SIGNATURE;
import static io.github.jotguard.RejectionReason.MALFORMED;
import static io.github.jotguard.RejectionReason.UNKNOWN_KEY;
import static io.github.jotguard.RejectionReason.UNSUPPORTED_CRITICAL_HEADER;
import static io.github.jotguard.RejectionReason.WRONG_TYPE;

import io.github.jotguard.testing.CompactJws;
import io.github.jotguard.testing.TestKey;
import java.util.List;
import java.util.stream.Stream;

/** The header is the sender's word: typed, bounded, and of no use but to find a key (RFC 7515 §4, RFC 8725 §3.10, §3.11). */
class HeaderVerdictsTest implements VerdictTable {

    private static final Forge FORGE = Forge.of("EdDSA");
    private static final Trust TRUST = Trust.in(FORGE);
    private static final TestKey STRANGER = TestKey.generate("EdDSA");

    static Stream<VerdictCase> cases() {
        return Stream.of(
                        notAnObject(),
                        duplicates(),
                        critical(),
                        types(),
                        otherTypes(),
                        keyIds(),
                        nulls(),
                        injectedKeys(),
                        harmless())
                .flatMap(group -> group);
    }

    private static VerdictCase malformed(String rule, String name, String token) {
        return VerdictCase.rejected(rule, name, TRUST, token, MALFORMED);
    }

    private static Stream<VerdictCase> notAnObject() {
        String good = FORGE.header();
        return Stream.of(
                        "",
                        " ",
                        "null",
                        "true",
                        "0",
                        "\"EdDSA\"",
                        "[]",
                        "[" + good + "]",
                        "{",
                        "}",
                        "{}}",
                        good + good,
                        good + "x",
                        good + "\u0000",
                        "\u0000" + good,
                        "x" + good,
                        "\ufeff" + good,
                        good.replace(':', '='),
                        good.replace("\"", "'"),
                        good.replace("\"alg\"", "alg"),
                        good.replace("}", ",}"),
                        good.replace("}", "/**/}"),
                        "//\n" + good,
                        good.replace("{", "{,"),
                        good.replace("\"EdDSA\"", "\"EdDSA"),
                        good.replace("\"EdDSA\"", "\"Ed\nDSA\""),
                        good.replace("\"EdDSA\"", "EdDSA"),
                        "{".repeat(8000),
                        "[".repeat(8000),
                        "{\"a\":".repeat(2000),
                        good.replace("}", ",\"deep\":" + "[".repeat(64) + "]".repeat(64) + "}"),
                        good.replace("}", ",\"n\":01}"),
                        good.replace("}", ",\"n\":+1}"),
                        good.replace("}", ",\"n\":.5}"),
                        good.replace("}", ",\"n\":1.}"),
                        good.replace("}", ",\"n\":1e}"),
                        good.replace("}", ",\"n\":NaN}"),
                        good.replace("}", ",\"n\":Infinity}"),
                        good.replace("}", ",\"n\":0x10}"),
                        good.replace("}", ",\"n\":--1}"),
                        good.replace("}", ",\"n\":1e9999}"),
                        good.replace("}", ",\"n\":" + "1".repeat(129) + "}"),
                        good.replace("}", ",\"b\":TRUE}"),
                        good.replace("}", ",\"b\":tru}"),
                        good.replace("}", ",\"s\":\"\\x41\"}"),
                        good.replace("}", ",\"s\":\"\\u12\"}"),
                        good.replace("}", ",\"s\":\"\\ud800\"}"),
                        good.replace("}", ",\"s\":\"\\udc00\"}"),
                        good.replace("}", ",\"s\":\"\\udc00\\ud800\"}"),
                        good.replace("}", ",\"s\":\"\\ud800\\u0041\"}"),
                        good.replace("}", ",\"s\":\"\t\"}"))
                .map(header -> malformed(
                        "RFC 7515 §5.2", "the header " + LogText.of(header), FORGE.raw(header, Forge.claims())));
    }

    private static Stream<VerdictCase> duplicates() {
        String kid = FORGE.key().keyId();
        return Stream.of(
                        "{\"alg\":\"EdDSA\",\"alg\":\"EdDSA\",\"kid\":\"" + kid + "\"}",
                        "{\"alg\":\"none\",\"alg\":\"EdDSA\",\"kid\":\"" + kid + "\"}",
                        "{\"alg\":\"EdDSA\",\"alg\":\"none\",\"kid\":\"" + kid + "\"}",
                        "{\"alg\":\"EdDSA\",\"kid\":\"a\",\"kid\":\"" + kid + "\"}",
                        "{\"alg\":\"EdDSA\",\"kid\":\"" + kid + "\",\"a\\u006cg\":\"none\"}",
                        "{\"alg\":\"EdDSA\",\"kid\":\"" + kid + "\",\"x\":1,\"x\":2}",
                        "{\"alg\":\"EdDSA\",\"kid\":\"" + kid + "\",\"x\":{\"y\":1,\"y\":1}}")
                .map(header -> malformed("RFC 7515 §4", "duplicates in " + header, FORGE.raw(header, Forge.claims())));
    }

    private static Stream<VerdictCase> critical() {
        return Stream.of(
                        "[\"exp\"]",
                        "[\"b64\"]",
                        "[\"alg\"]",
                        "[\"urn:example:x\"]",
                        "[\"kid\",\"alg\"]",
                        "[]",
                        "null",
                        "\"exp\"",
                        "{}",
                        "0",
                        "true",
                        "[null]",
                        "[[]]",
                        "[\"\"]",
                        "[\"exp\",\"exp\"]",
                        "[1]")
                .map(crit -> VerdictCase.rejected(
                        "RFC 7515 §4.1.11",
                        "crit " + crit,
                        TRUST,
                        FORGE.withHeader("crit", crit, "exp", "1", "b64", null),
                        UNSUPPORTED_CRITICAL_HEADER))
                .flatMap(verdict -> Stream.of(
                        verdict,
                        malformed("RFC 7797 §7", "b64 false", FORGE.withHeader("b64", "false")),
                        malformed("RFC 7797 §7", "b64 true", FORGE.withHeader("b64", "true"))))
                .distinct();
    }

    private static Stream<VerdictCase> types() {
        Stream<VerdictCase> accepted = Stream.of(
                        null,
                        "JWT",
                        "jwt",
                        "Jwt",
                        "application/jwt",
                        "application/JWT",
                        "APPLICATION/JWT",
                        "at+jwt",
                        "AT+JWT",
                        "at+JWT",
                        "application/at+jwt",
                        "Application/At+Jwt")
                .map(typ -> VerdictCase.accepted(
                        "RFC 7515 §4.1.9", "typ " + typ, TRUST, FORGE.withHeader("typ", quotedOrAbsent(typ))));
        Stream<VerdictCase> rejected = Stream.of(
                        "",
                        " ",
                        "JWS",
                        "JOSE",
                        "JWE",
                        "JWT ",
                        " JWT",
                        "JWT;charset=utf-8",
                        "jwt/",
                        "/jwt",
                        "application//jwt",
                        "application/",
                        "text/jwt",
                        "application/application/jwt",
                        "dpop+jwt",
                        "logout+jwt",
                        "id_token+jwt",
                        "secevent+jwt",
                        "better-auth.session-cache+jwt",
                        "at_jwt",
                        "at jwt",
                        "\\u017fwt",
                        "JW\\u0442",
                        "x+JWT",
                        "application/at+jwt;x=y",
                        "applicatio\\u006e/x")
                .map(typ -> VerdictCase.rejected(
                        "RFC 8725 §3.11", "typ " + typ, TRUST, FORGE.withHeader("typ", Forge.quoted(typ)), WRONG_TYPE));
        Stream<VerdictCase> malformed = Stream.of("1", "true", "[]", "[\"JWT\"]", "{}")
                .map(typ -> malformed("RFC 7515 §4.1.9", "typ " + typ, FORGE.withHeader("typ", typ)));
        return Stream.of(accepted, rejected, malformed).flatMap(cases -> cases);
    }

    private static String quotedOrAbsent(String text) {
        return text == null ? null : Forge.quoted(text);
    }

    private static Stream<VerdictCase> otherTypes() {
        Trust required = Trust.in(
                FORGE.issuer().acceptTypes("application/AT+JWT").requireType().build(),
                FORGE.withHeader("typ", "\"at+jwt\""));
        Trust other = Trust.in(FORGE.issuer().acceptTypes("secevent+jwt").build(), null);
        return Stream.of(
                VerdictCase.accepted(
                        "RFC 9068 §4", "at+jwt where it is required", required, FORGE.withHeader("typ", "\"at+jwt\"")),
                VerdictCase.accepted(
                        "RFC 7515 §4.1.9",
                        "typ without case, from A to Z",
                        Trust.in(FORGE.issuer().acceptTypes("az@[`{").build(), null),
                        FORGE.withHeader("typ", "\"AZ@[`{\"")),
                VerdictCase.rejected("RFC 9068 §4", "no typ where it is required", required, FORGE.token(), WRONG_TYPE),
                VerdictCase.rejected(
                        "RFC 9068 §4",
                        "JWT where at+jwt is required",
                        required,
                        FORGE.withHeader("typ", "\"JWT\""),
                        WRONG_TYPE),
                VerdictCase.accepted("RFC 8725 §3.11", "absent where another is accepted", other, FORGE.token()),
                VerdictCase.rejected(
                        "RFC 8725 §3.12",
                        "JWT where another is accepted",
                        other,
                        FORGE.withHeader("typ", "\"JWT\""),
                        WRONG_TYPE),
                VerdictCase.accepted(
                        "RFC 8725 §3.11",
                        "the other one",
                        other,
                        FORGE.withHeader("typ", "\"application/SecEvent+jwt\"")));
    }

    private static Stream<VerdictCase> keyIds() {
        Stream<VerdictCase> unknown = Stream.of(
                        "",
                        " ",
                        "other",
                        "../../etc/passwd",
                        "/dev/null",
                        "https://127.0.0.1:1/jwks",
                        "file:///etc/passwd",
                        "' OR 1=1 --",
                        "*",
                        ".",
                        "%2e%2e",
                        "\\u0000",
                        "a\\r\\nSet-Cookie: x",
                        "\\\"",
                        "\\\\",
                        "${jndi:ldap://127.0.0.1:1/a}",
                        "{{7*7}}",
                        "<script>",
                        "\\ud83d\\ude00",
                        FORGE.key().keyId() + " ",
                        " " + FORGE.key().keyId(),
                        FORGE.key().keyId().toUpperCase() + "x",
                        FORGE.key().keyId().substring(1),
                        FORGE.key().keyId() + "\\u0000",
                        "null",
                        "undefined",
                        "__proto__",
                        "constructor",
                        "toString")
                .map(kid -> VerdictCase.rejected(
                        "RFC 7515 §4.1.4",
                        "kid " + kid,
                        TRUST,
                        FORGE.withHeader("kid", Forge.quoted(kid)),
                        UNKNOWN_KEY));
        Stream<VerdictCase> malformed = Stream.of(
                        "1", "true", "[]", "{}", "[\"" + FORGE.key().keyId() + "\"]")
                .map(kid -> malformed("RFC 7515 §4.1.4", "kid " + kid, FORGE.withHeader("kid", kid)));
        Stream<VerdictCase> others = Stream.of(
                VerdictCase.accepted("RFC 7515 §4.1.4", "no kid", TRUST, FORGE.withHeader("kid", null)),
                VerdictCase.accepted("RFC 7515 §4.1.4", "kid null", TRUST, FORGE.withHeader("kid", "null")),
                VerdictCase.accepted("RFC 7515 §4.1.9", "typ null", TRUST, FORGE.withHeader("typ", "null")),
                VerdictCase.accepted(
                        "RFC 8259 §7",
                        "kid with escapes",
                        TRUST,
                        FORGE.withHeader("kid", Forge.quoted(escaped(FORGE.key().keyId())))),
                VerdictCase.rejected(
                        "RFC 7515 §5.2",
                        "no kid and a stranger's signature",
                        TRUST,
                        CompactJws.of("{\"alg\":\"EdDSA\"}", Forge.claims())
                                .signedWith(STRANGER)
                                .toString(),
                        BAD_SIGNATURE),
                VerdictCase.rejected(
                        "RFC 7515 §5.2",
                        "the kid and a stranger's signature",
                        TRUST,
                        CompactJws.of(FORGE.header(), Forge.claims())
                                .signedWith(STRANGER)
                                .toString(),
                        BAD_SIGNATURE));
        return Stream.of(unknown, malformed, others).flatMap(cases -> cases);
    }

    /** Null is absent, except in members whose mere presence changes what the token means. */
    private static Stream<VerdictCase> nulls() {
        Stream<VerdictCase> absent = Stream.of(
                        "kid",
                        "typ",
                        "cty",
                        "jwk",
                        "jku",
                        "x5c",
                        "x5u",
                        "x5t",
                        "x5t#S256",
                        "iss",
                        "url",
                        "nonce",
                        "epk")
                .map(name ->
                        VerdictCase.accepted("RFC 7515 §4", name + " is null", TRUST, FORGE.withHeader(name, "null")));
        Stream<VerdictCase> present = Stream.of("b64", "zip", "enc")
                .map(name -> malformed("RFC 7516, RFC 7797 §7", name + " is null", FORGE.withHeader(name, "null")));
        return Stream.of(
                        absent,
                        present,
                        Stream.of(
                                malformed("RFC 7515 §4.1.1", "alg is null", FORGE.withHeader("alg", "null")),
                                VerdictCase.rejected(
                                        "RFC 7515 §4.1.11",
                                        "crit is null, and nothing else is wrong",
                                        TRUST,
                                        FORGE.withHeader("crit", "null"),
                                        UNSUPPORTED_CRITICAL_HEADER),
                                VerdictCase.rejected(
                                        "RFC 9068 §4",
                                        "typ null where it is required",
                                        Trust.in(
                                                FORGE.issuer()
                                                        .acceptTypes("JWT")
                                                        .requireType()
                                                        .build(),
                                                null),
                                        FORGE.withHeader("typ", "null"),
                                        WRONG_TYPE)))
                .flatMap(cases -> cases);
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(c -> escaped.append(String.format("\\u%04x", c)));
        return escaped.toString();
    }

    /** CVE-2018-0114 and its kin: a key or its address, brought along by the token. */
    private static Stream<VerdictCase> injectedKeys() {
        List<String> members = List.of(
                "\"jwk\":" + STRANGER.jwk(),
                "\"jwk\":" + STRANGER.jwkWithPrivateParts(),
                "\"jwks\":{\"keys\":[" + STRANGER.jwk() + "]}",
                "\"jku\":\"http://127.0.0.1:1/jwks.json\"",
                "\"x5u\":\"http://127.0.0.1:1/cert.pem\"",
                "\"x5c\":[\"MIIB\"]",
                "\"x5t\":\"AAAA\"",
                "\"x5t#S256\":\"AAAA\"",
                "\"jwks_uri\":\"http://127.0.0.1:1/jwks.json\"",
                "\"key\":\"" + STRANGER.keyId() + "\"",
                "\"iss\":\"https://evil.example.com\"");
        return members.stream().flatMap(member -> Stream.of(
                        FORGE.header().replace("}", "," + member + "}"), "{\"alg\":\"EdDSA\"," + member + "}")
                .flatMap(header -> Stream.of(
                        VerdictCase.rejected(
                                "RFC 8725 §3.10",
                                "a stranger's signature and " + LogText.of(header),
                                TRUST,
                                CompactJws.of(header, Forge.claims())
                                        .signedWith(STRANGER)
                                        .toString(),
                                BAD_SIGNATURE),
                        VerdictCase.accepted(
                                "RFC 7515 §4",
                                "the issuer's signature and " + LogText.of(header),
                                TRUST,
                                FORGE.raw(header, Forge.claims())))));
    }

    private static Stream<VerdictCase> harmless() {
        return Stream.of(
                VerdictCase.accepted(
                        "RFC 8259 §2",
                        "white space",
                        TRUST,
                        FORGE.raw(" {\n\t\"alg\" : \"EdDSA\"\r\n} ", Forge.claims())),
                VerdictCase.accepted(
                        "RFC 7515 §4",
                        "an unknown member",
                        TRUST,
                        FORGE.withHeader("x", "{\"a\":[1,2.5e3,null,true,\"\\u00e9\"]}")),
                VerdictCase.accepted(
                        "RFC 7515 §4",
                        "members in another case",
                        TRUST,
                        FORGE.withHeader("ALG", "\"none\"", "Crit", "[\"x\"]", "KID", "1")),
                VerdictCase.accepted(
                        "RFC 8259 §7", "alg with an escape", TRUST, FORGE.withHeader("alg", "\"Ed\\u0044SA\"")),
                VerdictCase.accepted("RFC 7515 §4.1.10", "cty", TRUST, FORGE.withHeader("cty", "\"json\"")),
                VerdictCase.accepted(
                        "design.md, Defaults",
                        "depth 64",
                        TRUST,
                        FORGE.withHeader("deep", "[".repeat(63) + "]".repeat(63))),
                VerdictCase.rejected(
                        "RFC 7515 §4.1.1",
                        "only members in another case",
                        TRUST,
                        FORGE.raw("{\"ALG\":\"EdDSA\"}", Forge.claims()),
                        MALFORMED),
                VerdictCase.rejected(
                        "RFC 8725 §2.1",
                        "alg in the payload",
                        TRUST,
                        FORGE.raw("{\"kid\":\"x\"}", Forge.claims("alg", "\"EdDSA\"")),
                        MALFORMED),
                VerdictCase.rejected(
                        "RFC 8725 §2.1",
                        "alg with a NUL",
                        TRUST,
                        FORGE.withHeader("alg", "\"EdDSA\\u0000\""),
                        ALGORITHM_NOT_ALLOWED));
    }
}
