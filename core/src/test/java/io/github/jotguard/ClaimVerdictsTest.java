package io.github.jotguard;

import static io.github.jotguard.RejectionReason.CLAIM_REJECTED;
import static io.github.jotguard.RejectionReason.MALFORMED;
import static io.github.jotguard.RejectionReason.MISSING_CLAIM;
import static io.github.jotguard.RejectionReason.REVOKED;
import static io.github.jotguard.RejectionReason.WRONG_AUDIENCE;
import static io.github.jotguard.RejectionReason.WRONG_ISSUER;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The payload is one JSON object with claims of the types of RFC 7519 §4.1; issuer and audience are compared exactly. */
class ClaimVerdictsTest implements VerdictTable {

    private static final Forge FORGE = Forge.of("EdDSA");
    private static final Trust TRUST = Trust.in(FORGE);

    static Stream<VerdictCase> cases() {
        return Stream.of(
                        payloads(),
                        duplicates(),
                        strings(),
                        required(),
                        nulls(),
                        issuers(),
                        audiences(),
                        audienceClaim(),
                        optOuts(),
                        rules())
                .flatMap(group -> group);
    }

    private static Stream<VerdictCase> payloads() {
        String good = Forge.claims();
        Stream<VerdictCase> rejected = Stream.of(
                        "",
                        " ",
                        "null",
                        "true",
                        "false",
                        "0",
                        "-1",
                        "\"\"",
                        "\"{}\"",
                        "[]",
                        "[" + good + "]",
                        "[{}]",
                        good + good,
                        good + ",",
                        good + "x",
                        good + "\u0000",
                        "\u0000" + good,
                        good + " null",
                        "\ufeff" + good,
                        good.substring(1),
                        good.substring(0, good.length() - 1),
                        good.replace("}", ",}"),
                        good.replace("{", "{,"),
                        good.replace(",", ",,"),
                        good.replace(",", ";"),
                        good.replace(':', '='),
                        good.replace('"', '\''),
                        "{\"iss\"}",
                        "{\"iss\":}",
                        "{:1}",
                        "{1:1}",
                        "{null:1}",
                        "{iss:\"x\"}",
                        "<xml/>",
                        "iss=x&aud=y",
                        good.replace("}", "/* */}"),
                        good.replace("}", "//\n}"),
                        "[".repeat(11_000),
                        "{\"a\":".repeat(2_000),
                        "[{\"a\":".repeat(1_500),
                        good.replace("}", ",\"deep\":" + "[".repeat(64) + "]".repeat(64) + "}"),
                        good.replace("}", ",\"deep\":" + "{\"a\":".repeat(64) + "1" + "}".repeat(64) + "}"),
                        good.replace("}", ",\"x\":1e1000}"),
                        good.replace("}", ",\"x\":1e-1000}"),
                        good.replace("}", ",\"x\":1e999999999}"),
                        good.replace("}", ",\"x\":1e2147483648}"),
                        good.replace("}", ",\"x\":" + "9".repeat(129) + "}"),
                        good.replace("}", ",\"x\":0." + "0".repeat(127) + "}"))
                .map(payload -> VerdictCase.rejected(
                        "RFC 7519 §7.2",
                        "the payload " + LogText.of(payload),
                        TRUST,
                        FORGE.raw(FORGE.header(), payload),
                        MALFORMED));
        Stream<VerdictCase> accepted = Stream.of(
                        " " + good + " ",
                        "\n\t\r " + good + "\r\n",
                        good.replace(",", " ,\n").replace(":\"", " : \""),
                        good.replace("}", ",\"\":1}"),
                        good.replace("}", ",\"x\":1e999}"),
                        good.replace("}", ",\"x\":1e-999}"),
                        good.replace("}", ",\"x\":1E+0000999}"),
                        good.replace("}", ",\"x\":" + "9".repeat(128) + "}"),
                        good.replace("}", ",\"deep\":" + "[".repeat(63) + "]".repeat(63) + "}"),
                        good.replace("}", ",\"x\":[[],{},\"\",-0,0.0,true,false,null]}"))
                .map(payload -> VerdictCase.accepted(
                        "RFC 7519 §7.2",
                        "the payload " + LogText.of(payload),
                        TRUST,
                        FORGE.raw(FORGE.header(), payload)));
        return Stream.concat(rejected, accepted);
    }

    private static Stream<VerdictCase> duplicates() {
        String good = Forge.claims();
        return Stream.of(
                        "\"sub\":\"user-1\"",
                        "\"sub\":\"admin\"",
                        "\"s\\u0075b\":\"admin\"",
                        "\"exp\":9999999999",
                        "\"iss\":\"" + Forge.ISSUER + "\"",
                        "\"aud\":\"" + Forge.AUDIENCE + "\"",
                        "\"sub\":null",
                        "\"a\":1,\"a\":1",
                        "\"a\":{\"b\":1,\"b\":2}",
                        "\"a\":[{\"b\":1,\"b\":2}]",
                        "\"\":1,\"\":2",
                        "\"a\":{\"b\":{\"c\":[{\"d\":1,\"\\u0064\":1}]}}")
                .flatMap(members -> Stream.of(
                        VerdictCase.rejected(
                                "RFC 7519 §4",
                                "duplicate at the end: " + members,
                                TRUST,
                                FORGE.raw(FORGE.header(), good.replace("}", "," + members + "}")),
                                MALFORMED),
                        VerdictCase.rejected(
                                "RFC 7519 §4",
                                "duplicate in front: " + members,
                                TRUST,
                                FORGE.raw(
                                        FORGE.header(),
                                        good.replaceFirst(
                                                "\\{", "{" + java.util.regex.Matcher.quoteReplacement(members) + ",")),
                                MALFORMED)))
                .limit(24);
    }

    private static Stream<VerdictCase> strings() {
        Stream<VerdictCase> rejected = Stream.of("sub", "jti", "iss").flatMap(name -> Stream.of(
                        "0",
                        "1",
                        "12345678901234567890",
                        "1.5",
                        "true",
                        "false",
                        "[]",
                        "{}",
                        "[\"user-1\"]",
                        "[null]",
                        "{\"id\":1}")
                .map(value -> VerdictCase.rejected(
                        "RFC 7519 §4.1", name + " " + value, TRUST, FORGE.withClaims(name, value), MALFORMED)));
        Stream<VerdictCase> accepted = Stream.of(
                        "\"\"",
                        "\" \"",
                        "\"a:b\"",
                        "\"https://id.example.com/u/1\"",
                        "\"not a URI: \\u0000\"",
                        "null",
                        null)
                .flatMap(value -> Stream.of("sub", "jti")
                        .map(name -> VerdictCase.accepted(
                                "RFC 7519 §4.1", name + " " + value, TRUST, FORGE.withClaims(name, value))));
        return Stream.concat(rejected, accepted);
    }

    private static Stream<VerdictCase> required() {
        Trust demanding = Trust.in(
                FORGE.issuer()
                        .requireClaims("sub", "jti")
                        .requireClaims("email")
                        .build(),
                FORGE.withClaims("jti", "\"1\"", "email", "\"a@example.com\""));
        Stream<VerdictCase> missing = Stream.of("sub", "jti", "email").flatMap(name -> Stream.of((String) null, "null")
                .map(value -> VerdictCase.rejected(
                        "RFC 7519 §4",
                        "required " + name + " is " + value,
                        demanding,
                        FORGE.withClaims("sub", "\"u\"", "jti", "\"1\"", "email", "\"a@example.com\"", name, value),
                        MISSING_CLAIM)));
        Stream<VerdictCase> there = Stream.of("\"\"", "0", "false", "[]", "{}", "\"a@example.com\"")
                .map(value -> VerdictCase.accepted(
                        "RFC 7519 §4",
                        "required email is " + value,
                        demanding,
                        FORGE.withClaims("jti", "\"1\"", "email", value)));
        return Stream.concat(missing, there);
    }

    /** A claim that is null is absent: accepted where it may be, missing where it is required. */
    private static Stream<VerdictCase> nulls() {
        return Stream.of("nbf", "iat", "sub", "jti", "cnf", "azp", "scope", "client_id", "auth_time", "acr")
                .flatMap(name -> Stream.of(
                        VerdictCase.accepted("RFC 7519 §4", name + " is null", TRUST, FORGE.withClaims(name, "null")),
                        VerdictCase.rejected(
                                "RFC 7519 §4",
                                "required " + name + " is null",
                                Trust.in(FORGE.issuer().requireClaims(name).build(), null),
                                FORGE.withClaims(name, "null"),
                                MISSING_CLAIM),
                        VerdictCase.rejected(
                                "RFC 7519 §4",
                                name + " names the audience and is null",
                                Trust.in(FORGE.issuer().audienceClaim(name).build(), null),
                                FORGE.withClaims(name, "null"),
                                MISSING_CLAIM)));
    }

    private static Stream<VerdictCase> issuers() {
        Stream<VerdictCase> wrong = Stream.of(
                        "",
                        " ",
                        "https://id.example.com/",
                        "https://id.example.com ",
                        " https://id.example.com",
                        "https://ID.example.com",
                        "HTTPS://id.example.com",
                        "http://id.example.com",
                        "https://id.example.com:443",
                        "https://id.example.com.evil.example",
                        "https://id.example.co",
                        "ttps://id.example.com",
                        "https://id.example.com/.",
                        "https://id.example.com?",
                        "https://id.example.com#",
                        "https://id.example.com\\u0000",
                        "https://id.example.com%00",
                        "https://x@id.example.com",
                        "https://id\\u2024example.com",
                        "https://\\u0131d.example.com",
                        "*",
                        "null",
                        "https://evil.example.com",
                        "https://id.example.com,https://evil.example.com")
                .map(iss -> VerdictCase.rejected(
                        "RFC 8725 §3.8",
                        "iss " + iss,
                        TRUST,
                        FORGE.withClaims("iss", Forge.quoted(iss)),
                        WRONG_ISSUER));
        return Stream.concat(
                wrong,
                Stream.of(
                        VerdictCase.rejected(
                                "RFC 7519 §4.1.1", "no iss", TRUST, FORGE.withClaims("iss", null), WRONG_ISSUER),
                        VerdictCase.rejected(
                                "RFC 7519 §4.1.1", "iss null", TRUST, FORGE.withClaims("iss", "null"), WRONG_ISSUER),
                        VerdictCase.rejected(
                                "CVE-2025-30144",
                                "iss as array",
                                TRUST,
                                FORGE.withClaims("iss", "[\"" + Forge.ISSUER + "\"]"),
                                MALFORMED),
                        VerdictCase.accepted(
                                "RFC 8259 §7",
                                "iss with escapes",
                                TRUST,
                                FORGE.withClaims("iss", "\"https:\\/\\/id\\u002eexample.com\""))));
    }

    private static Stream<VerdictCase> audiences() {
        String other = "\"https://other.example.com\"";
        String ours = Forge.quoted(Forge.AUDIENCE);
        Stream<VerdictCase> accepted = Stream.of(
                        ours,
                        "[" + ours + "]",
                        "[" + other + "," + ours + "]",
                        "[" + ours + "," + other + "]",
                        "[" + ours + "," + ours + "]",
                        "[\"\"," + ours + "]")
                .map(aud -> VerdictCase.accepted("RFC 7519 §4.1.3", "aud " + aud, TRUST, FORGE.withClaims("aud", aud)));
        Stream<VerdictCase> wrong = Stream.of(
                        other,
                        "[]",
                        "[" + other + "]",
                        "\"\"",
                        "[\"\"]",
                        "\"*\"",
                        "\"https://api.example.com/\"",
                        "\"https://api.example.co\"",
                        "\"https://api.example.com.evil.example\"",
                        "\"HTTPS://API.EXAMPLE.COM\"",
                        "\" https://api.example.com\"",
                        "\"https://api.example.com \"",
                        "\"https://api.example.com,x\"",
                        "\"https://api.example.com x\"",
                        "\"https://api.example.com\\u0000\"",
                        "\"[\\\"https://api.example.com\\\"]\"")
                .map(aud -> VerdictCase.rejected(
                        "RFC 8725 §3.9", "aud " + aud, TRUST, FORGE.withClaims("aud", aud), WRONG_AUDIENCE));
        Stream<VerdictCase> malformed = Stream.of(
                        "0",
                        "true",
                        "{}",
                        "{" + ours + ":true}",
                        "[" + ours + ",1]",
                        "[" + ours + ",null]",
                        "[[" + ours + "]]",
                        "[{}]",
                        "[null]")
                .map(aud -> VerdictCase.rejected(
                        "RFC 7519 §4.1.3", "aud " + aud, TRUST, FORGE.withClaims("aud", aud), MALFORMED));
        Stream<VerdictCase> missing = Stream.of((String) null, "null")
                .map(aud -> VerdictCase.rejected(
                        "RFC 8725 §3.9", "aud " + aud, TRUST, FORGE.withClaims("aud", aud), MISSING_CLAIM));
        Trust several = Trust.in(
                TrustedIssuer.builder(Forge.ISSUER, FORGE.keys())
                        .audience("a", "b")
                        .build(),
                FORGE.withClaims("aud", "\"a\""));
        Stream<VerdictCase> anyOf = Stream.of(
                VerdictCase.accepted("RFC 7519 §4.1.3", "the second of two", several, FORGE.withClaims("aud", "\"b\"")),
                VerdictCase.accepted("RFC 7519 §4.1.3", "both", several, FORGE.withClaims("aud", "[\"a\",\"b\"]")),
                VerdictCase.rejected(
                        "RFC 7519 §4.1.3",
                        "neither",
                        several,
                        FORGE.withClaims("aud", "[\"ab\",\"c\"]"),
                        WRONG_AUDIENCE));
        return Stream.of(accepted, wrong, malformed, missing, anyOf).flatMap(cases -> cases);
    }

    private static Stream<VerdictCase> audienceClaim() {
        Trust clients = Trust.in(
                FORGE.issuer().audienceClaim("client_id").build(),
                FORGE.withClaims("client_id", Forge.quoted(Forge.AUDIENCE)));
        String ours = Forge.quoted(Forge.AUDIENCE);
        return Stream.of(
                VerdictCase.accepted(
                        "facts §8", "client_id and no aud", clients, FORGE.withClaims("aud", null, "client_id", ours)),
                VerdictCase.accepted(
                        "facts §8",
                        "client_id as array",
                        clients,
                        FORGE.withClaims("client_id", "[\"x\"," + ours + "]")),
                VerdictCase.rejected("facts §8", "aud alone", clients, FORGE.token(), MISSING_CLAIM),
                VerdictCase.rejected(
                        "facts §8", "client_id null", clients, FORGE.withClaims("client_id", "null"), MISSING_CLAIM),
                VerdictCase.rejected(
                        "facts §8",
                        "another client_id",
                        clients,
                        FORGE.withClaims("client_id", "\"x\""),
                        WRONG_AUDIENCE),
                VerdictCase.rejected(
                        "facts §8", "client_id as number", clients, FORGE.withClaims("client_id", "1"), WRONG_AUDIENCE),
                VerdictCase.rejected(
                        "facts §8",
                        "client_id as object",
                        clients,
                        FORGE.withClaims("client_id", "{}"),
                        WRONG_AUDIENCE));
    }

    private static Stream<VerdictCase> optOuts() {
        Trust any = Trust.in(
                TrustedIssuer.anyIssuer(FORGE.keys())
                        .withoutAudienceCheck()
                        .allowMissingExpiration()
                        .build(),
                FORGE.token());
        return Stream.of(
                VerdictCase.accepted("RFC 8725 §3.8", "no iss, opted out", any, FORGE.withClaims("iss", null)),
                VerdictCase.accepted("RFC 8725 §3.8", "any iss, opted out", any, FORGE.withClaims("iss", "\"x\"")),
                VerdictCase.accepted("RFC 8725 §3.9", "no aud, opted out", any, FORGE.withClaims("aud", null)),
                VerdictCase.accepted("RFC 8725 §3.9", "any aud, opted out", any, FORGE.withClaims("aud", "[\"x\"]")),
                VerdictCase.accepted("RFC 7519 §4.1.4", "no exp, opted out", any, FORGE.withClaims("exp", null)),
                VerdictCase.accepted("RFC 7519 §4.1.4", "exp null, opted out", any, FORGE.withClaims("exp", "null")),
                VerdictCase.rejected(
                        "RFC 7519 §4.1.4",
                        "expired, opted out",
                        any,
                        FORGE.withClaims("exp", "1"),
                        RejectionReason.EXPIRED),
                VerdictCase.rejected(
                        "RFC 7519 §4.1.1", "iss 1, opted out", any, FORGE.withClaims("iss", "1"), MALFORMED),
                VerdictCase.rejected(
                        "RFC 7519 §4.1.3", "aud 1, opted out", any, FORGE.withClaims("aud", "1"), MALFORMED));
    }

    private static Stream<VerdictCase> rules() {
        return Stream.of(
                        rule(
                                "claimEquals",
                                ClaimRule.claimEquals("x", "a"),
                                "\"a\"",
                                List.of("\"b\"", "[\"a\"]", "null", "1")),
                        rule(
                                "claimEquals true",
                                ClaimRule.claimEquals("x", true),
                                "true",
                                List.of("false", "\"true\"", "1")),
                        rule("claimEquals 1", ClaimRule.claimEquals("x", 1), "1", List.of("2", "\"1\"", "true", "1.1")),
                        rule("claimEquals 1 as 1.0", ClaimRule.claimEquals("x", 1L), "1.0", List.of("1e1", "0.999")),
                        rule(
                                "claimIn",
                                ClaimRule.claimIn("x", "a", "b"),
                                "\"b\"",
                                List.of("\"c\"", "[\"a\"]", "null", "0")),
                        rule(
                                "allOf",
                                ClaimRule.allOf(ClaimRule.claimIn("x", "a", "b"), ClaimRule.claimEquals("x", "b")),
                                "\"b\"",
                                List.of("\"a\"", "\"c\"")),
                        rule(
                                "a rule that throws",
                                (jwt, now) -> jwt.claims().get("x").equals(1L) || failed(),
                                "1",
                                List.of("2", "null")),
                        scopes(),
                        ages(),
                        revocation())
                .flatMap(cases -> cases);
    }

    private static boolean failed() {
        throw new IllegalStateException("the rule failed");
    }

    private static Stream<VerdictCase> rule(String name, ClaimRule rule, String good, List<String> bad) {
        Trust trust = Trust.in(FORGE.issuer().rule(rule).build(), FORGE.withClaims("x", good));
        return Stream.concat(
                Stream.of(
                        VerdictCase.accepted("RFC 8725 §3.10", name + ": " + good, trust, FORGE.withClaims("x", good))),
                Stream.concat(bad.stream(), Stream.of((String) null))
                        .map(value -> VerdictCase.rejected(
                                "RFC 8725 §3.10",
                                name + ": " + value,
                                trust,
                                FORGE.withClaims("x", value),
                                CLAIM_REJECTED)));
    }

    private static Stream<VerdictCase> scopes() {
        Trust trust =
                Trust.in(FORGE.issuer().rule(ClaimRule.hasScopes("r", "w")).build(), null);
        Stream<VerdictCase> accepted = Stream.of(
                        "\"r w\"", "\"w r\"", "\"r x w\"", "\" r  w \"", "[\"r\",\"w\"]", "[\"w\",\"r\",\"r\"]")
                .map(scope -> VerdictCase.accepted(
                        "RFC 9068 §2.2.3", "scope " + scope, trust, FORGE.withClaims("scope", scope)));
        Stream<VerdictCase> rejected = Stream.of(
                        "\"r\"",
                        "\"rw\"",
                        "\"r,w\"",
                        "\"R W\"",
                        "\"r\\tw\"",
                        "\"r\\u00a0w\"",
                        "[\"r w\"]",
                        "[\"r\",1]",
                        "[]",
                        "{}",
                        "\"\"",
                        "null",
                        "1",
                        null)
                .map(scope -> VerdictCase.rejected(
                        "RFC 9068 §2.2.3", "scope " + scope, trust, FORGE.withClaims("scope", scope), CLAIM_REJECTED));
        return Stream.concat(accepted, rejected);
    }

    private static Stream<VerdictCase> ages() {
        Trust trust = Trust.in(
                FORGE.issuer()
                        .rule(ClaimRule.maxTokenAge(Duration.ofMinutes(5)))
                        .build(),
                null);
        long now = Forge.NOW.getEpochSecond();
        return Stream.of(
                VerdictCase.accepted("OWASP", "of 5 minutes", trust, FORGE.withClaims("iat", "" + (now - 300))),
                VerdictCase.rejected(
                        "OWASP", "a second older", trust, FORGE.withClaims("iat", "" + (now - 301)), CLAIM_REJECTED),
                VerdictCase.rejected("OWASP", "without iat", trust, FORGE.withClaims("iat", null), CLAIM_REJECTED));
    }

    private static Stream<VerdictCase> revocation() {
        Trust byId = Trust.in(
                FORGE.issuer().revokedWhen(jwt -> jwt.id().equals("bad")).build(), null);
        Trust failing = Trust.in(
                FORGE.issuer()
                        .revokedWhen(jwt -> {
                            throw new StackOverflowError("on purpose");
                        })
                        .build(),
                null);
        return Stream.of(
                VerdictCase.accepted("OWASP", "jti that is not revoked", byId, FORGE.withClaims("jti", "\"good\"")),
                VerdictCase.rejected("OWASP", "jti that is revoked", byId, FORGE.withClaims("jti", "\"bad\""), REVOKED),
                VerdictCase.rejected("OWASP", "no jti to look up", byId, FORGE.token(), REVOKED),
                VerdictCase.rejected("OWASP", "a look-up that fails", failing, FORGE.token(), REVOKED));
    }
}
