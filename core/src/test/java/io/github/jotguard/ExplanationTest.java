package io.github.jotguard;

import static io.github.jotguard.Explanation.Outcome.FAIL;
import static io.github.jotguard.Explanation.Outcome.NOT_REACHED;
import static io.github.jotguard.Explanation.Outcome.PASS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.Explanation.Check;
import io.github.jotguard.Explanation.Outcome;
import io.github.jotguard.testing.CompactJws;
import io.github.jotguard.testing.TestKey;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each check of an explanation says how it went, what was expected and what was there. */
class ExplanationTest {

    private static final List<String> ORDER = List.of(
            "length",
            "crit",
            "alg",
            "structure",
            "iss",
            "typ",
            "key",
            "signature",
            "exp",
            "nbf",
            "iat",
            "aud",
            "required",
            "cnf",
            "rules",
            "revoked");
    private static final Forge FORGE = Forge.of("EdDSA");
    private static final JwtVerifier VERIFIER = Trust.in(
                    FORGE.issuer()
                            .requireClaims("sub")
                            .rule(ClaimRule.claimEquals("sub", "user-1"))
                            .revokedWhen(jwt -> jwt.claims().containsKey("revoked"))
                            .build(),
                    null)
            .verifier();

    private static Check check(Explanation explanation, String name) {
        return explanation.checks().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, Outcome> outcomes(Explanation explanation) {
        return explanation.checks().stream().collect(Collectors.toMap(Check::name, Check::outcome));
    }

    @Test
    void passesEveryCheckOfAGoodToken() {
        Explanation explanation = VERIFIER.explain(FORGE.token());

        assertThat(explanation.isAccepted()).isTrue();
        assertThat(explanation.reason()).isEmpty();
        assertThat(explanation.checks()).extracting(Check::name).containsExactlyElementsOf(ORDER);
        assertThat(explanation.checks()).extracting(Check::outcome).containsOnly(PASS);
        assertThat(check(explanation, "length").expected()).isEqualTo("at most 16384 characters");
        assertThat(check(explanation, "length").actual())
                .isEqualTo("" + FORGE.token().length());
        assertThat(check(explanation, "crit").expected()).isEqualTo("no crit");
        assertThat(check(explanation, "iss").expected()).isEqualTo("[https://id.example.com]");
        assertThat(check(explanation, "iss").actual()).isEqualTo("https://id.example.com");
        assertThat(check(explanation, "alg").expected()).isEqualTo("[EdDSA]");
        assertThat(check(explanation, "alg").actual()).isEqualTo("EdDSA");
        assertThat(check(explanation, "typ").expected()).isEqualTo("[at+jwt, jwt] or absent");
        assertThat(check(explanation, "typ").actual()).isEqualTo("(absent)");
        assertThat(check(explanation, "key").expected())
                .isEqualTo("one of [" + FORGE.key().keyId() + "]");
        assertThat(check(explanation, "key").actual()).isEqualTo(FORGE.key().keyId());
        assertThat(check(explanation, "exp").expected()).isEqualTo("after 2026-11-21T11:59:00Z (now, less 60 s)");
        assertThat(check(explanation, "exp").actual()).isEqualTo("2026-11-21T12:15:00Z");
        assertThat(check(explanation, "nbf").expected())
                .isEqualTo("at or before 2026-11-21T12:01:00Z (now, plus 60 s)");
        assertThat(check(explanation, "nbf").actual()).isEqualTo("(absent)");
        assertThat(check(explanation, "iat").actual()).isEqualTo("2026-11-21T12:00:00Z");
        assertThat(check(explanation, "aud").expected()).isEqualTo("aud with one of [https://api.example.com]");
        assertThat(check(explanation, "aud").actual()).isEqualTo("[https://api.example.com]");
        assertThat(check(explanation, "required").expected()).isEqualTo("[sub]");
    }

    @ParameterizedTest
    @CsvSource({
        "exp, 1, exp, 'after 2026-11-21T11:59:00Z (now, less 60 s)', 1970-01-01T00:00:01Z",
        "exp, null, exp, exp, (absent)",
        "nbf, 9999999999, nbf, 'at or before 2026-11-21T12:01:00Z (now, plus 60 s)', 2286-11-20T17:46:39Z",
        "iat, 9999999999, iat, 'at or before 2026-11-21T12:01:00Z (now, plus 60 s)', 2286-11-20T17:46:39Z",
        "aud, '\"x\"', aud, [https://api.example.com], [x]",
        "aud, null, aud, aud, (absent)",
        "sub, null, required, sub, (absent)",
        "sub, '\"x\"', rules, rule 1 accepts, rejected",
        "revoked, true, revoked, not revoked, 'revoked, or the check failed'",
    })
    void stopsAtTheClaimThatFails(String claim, String json, String name, String expected, String actual) {
        Explanation explanation = VERIFIER.explain(FORGE.withClaims(claim, json));

        assertFailsAt(name, explanation);
        assertThat(check(explanation, name).expected()).isEqualTo(expected);
        assertThat(check(explanation, name).actual()).isEqualTo(actual);
    }

    @ParameterizedTest
    @CsvSource({
        "alg, '\"none\"', alg, [EdDSA], none",
        "kid, '\"other\"', key, one of, other",
        "typ, '\"x\"', typ, jwt, x",
    })
    void stopsAtTheHeaderThatFails(String member, String json, String name, String expected, String actual) {
        Explanation explanation = VERIFIER.explain(FORGE.withHeader(member, json));

        assertFailsAt(name, explanation);
        assertThat(check(explanation, name).expected()).contains(expected);
        assertThat(check(explanation, name).actual()).isEqualTo(actual);
    }

    private static void assertFailsAt(String name, Explanation explanation) {
        Map<String, Outcome> outcomes = outcomes(explanation);
        assertThat(explanation.isAccepted()).isFalse();
        assertThat(outcomes.get(name)).isEqualTo(FAIL);
        assertThat(ORDER.subList(0, ORDER.indexOf(name))).allMatch(before -> outcomes.get(before) == PASS);
        assertThat(ORDER.subList(ORDER.indexOf(name) + 1, ORDER.size()))
                .allMatch(after -> outcomes.get(after) == NOT_REACHED);
    }

    @Test
    void passesTheKeyWhoseSignatureItIsNot() {
        String forged = CompactJws.of(FORGE.header(), Forge.claims())
                .signedWith(TestKey.generate("EdDSA"))
                .toString();

        assertFailsAt("signature", VERIFIER.explain(forged));
    }

    @Test
    void doesNotLookForAKeyForASignatureOfAnotherLength() {
        Explanation explanation = VERIFIER.explain(
                CompactJws.parse(FORGE.token()).signature(new byte[3]).toString());

        assertThat(outcomes(explanation)).containsEntry("key", NOT_REACHED).containsEntry("signature", FAIL);
        assertThat(check(explanation, "signature").actual()).isEqualTo("3");
        assertThat(explanation.reason()).contains(RejectionReason.BAD_SIGNATURE);
    }

    @Test
    void namesLengthCritAndStructureApart() {
        Explanation tooLong = VERIFIER.explain("x".repeat(16_385));
        Explanation critical = VERIFIER.explain(FORGE.withHeader("crit", "[]"));
        Explanation malformed = VERIFIER.explain("x");
        Explanation nothing = VERIFIER.explain(null);

        assertThat(outcomes(tooLong)).containsEntry("length", FAIL).containsEntry("structure", NOT_REACHED);
        assertThat(check(tooLong, "length").actual()).isEqualTo("16385");
        assertThat(outcomes(critical))
                .containsEntry("length", PASS)
                .containsEntry("crit", FAIL)
                .containsEntry("structure", NOT_REACHED);
        assertThat(outcomes(malformed)).containsEntry("length", PASS).containsEntry("structure", FAIL);
        assertThat(outcomes(nothing)).containsEntry("length", NOT_REACHED).containsEntry("structure", FAIL);
    }

    @Test
    void saysThatTheKeysCannotBeHad() {
        VerificationKeys down = header -> {
            throw new KeysUnavailableException("The issuer is down", null, null);
        };
        Explanation explanation = Trust.in(
                        TrustedIssuer.builder(Forge.ISSUER, down)
                                .audience(Forge.AUDIENCE)
                                .build(),
                        null)
                .verifier()
                .explain(FORGE.token());

        assertThat(explanation.reason()).isEmpty();
        assertThat(explanation.isAccepted()).isFalse();
        assertFailsAt("key", explanation);
        assertThat(check(explanation, "key").actual()).isEqualTo("The issuer is down");
    }

    @Test
    void saysOfAHopelessTokenThatItsKeyWasNotLookedFor() {
        AtomicInteger searches = new AtomicInteger();
        Trust trust = Trust.in(
                TrustedIssuer.builder(Forge.ISSUER, KeysNotAtHand.counting(FORGE.keys(), searches))
                        .audience(Forge.AUDIENCE)
                        .build(),
                null);

        Explanation explanation = trust.verifier().explain(FORGE.withClaims("aud", "\"x\""));

        assertThat(outcomes(explanation))
                .containsEntry("typ", PASS)
                .containsEntry("key", NOT_REACHED)
                .containsEntry("signature", NOT_REACHED)
                .containsEntry("exp", PASS)
                .containsEntry("aud", FAIL)
                .containsEntry("required", NOT_REACHED);
        assertThat(searches).hasValue(0);
        assertThat(trust.verifier().explain(FORGE.token()).isAccepted()).isTrue();
        assertThat(searches).hasValue(1);
    }

    /** The order does not depend on the iteration order that the JDK's sets have in this run. */
    @Test
    void showsWhatIsAllowedInOneOrder() {
        JwtVerifier verifier = JwtVerifier.builder()
                .clock(Forge.CLOCK)
                .trust(TrustedIssuer.builder(Forge.ISSUER, FORGE.keys())
                        .alsoIssuedAs("https://b.example.com", "https://a.example.com", "https://c.example.com")
                        .audience("d", "b", "c", "a", Forge.AUDIENCE)
                        .algorithms(JwsAlgorithm.RS256, JwsAlgorithm.PS256, JwsAlgorithm.ES256, JwsAlgorithm.EdDSA)
                        .acceptTypes("d", "b", "JWT", "a", "c")
                        .build())
                .build();

        Explanation accepted = verifier.explain(FORGE.token());
        Explanation wrongType = verifier.explain(FORGE.withHeader("typ", "\"x\""));

        assertThat(check(accepted, "alg").expected()).isEqualTo("[EdDSA, ES256, RS256, PS256]");
        assertThat(check(accepted, "typ").expected()).isEqualTo("[a, b, c, d, jwt] or absent");
        assertThat(check(wrongType, "typ").expected()).isEqualTo("[a, b, c, d, jwt]");
        assertThat(check(accepted, "aud").expected())
                .isEqualTo("aud with one of [a, b, c, d, https://api.example.com]");
        assertThat(check(accepted, "iss").expected()).startsWith("[https://a.example.com, https://b.example.com, ");
    }

    @ParameterizedTest
    @CsvSource({
        "1795262340, 1795262340, after 2026-11-21T11:59:00Z, EXPIRED",
        "1795262341, 1795262341, after 2026-11-21T11:59:00Z, ",
        "1795262340.9, 1795262340.9, after 2026-11-21T11:59:00.999Z, EXPIRED",
        "1795262341, 1795262460, at or before 2026-11-21T12:01:00Z, ",
        "1795262341, 1795262461, at or before 2026-11-21T12:01:00Z, NOT_YET_VALID",
        "1795262341, 1795262460.9, at or before 2026-11-21T12:01:00.999Z, ",
    })
    void roundsAnEdgeToWholeSecondsWhereThatStaysTrue(String exp, String nbf, String expected, RejectionReason reason) {
        Clock clock = Clock.fixed(Forge.NOW.plusMillis(999), ZoneOffset.UTC);
        JwtVerifier verifier =
                JwtVerifier.builder().clock(clock).trust(FORGE.issuer().build()).build();

        Explanation explanation = verifier.explain(FORGE.withClaims("exp", exp, "nbf", nbf));

        assertThat(explanation.reason()).isEqualTo(Optional.ofNullable(reason));
        assertThat(explanation.checks()).extracting(Check::expected).anyMatch(text -> text.startsWith(expected + " ("));
    }

    @ParameterizedTest
    @CsvSource({"PT0S, (now)", "PT0.5S, '(now, less 0.5 s)'", "PT10M, '(now, less 600 s)'"})
    void saysHowFarFromNowAnEdgeIs(Duration skew, String expected) {
        JwtVerifier verifier = JwtVerifier.builder()
                .clock(Forge.CLOCK)
                .trust(FORGE.issuer().clockSkew(skew).build())
                .build();

        assertThat(check(verifier.explain(FORGE.token()), "exp").expected()).endsWith("Z " + expected);
    }

    @Test
    void saysWhyKeysCannotBeHadUpToALimit() {
        assertThat(actualKey("x".repeat(Explainer.MAX_CAUSE))).isEqualTo("x".repeat(300));
        assertThat(actualKey("x".repeat(Explainer.MAX_CAUSE + 1))).isEqualTo("x".repeat(300) + "...");
    }

    private static String actualKey(String why) {
        VerificationKeys none = header -> {
            throw new KeysUnavailableException(why, null, null);
        };
        try (JwtVerifier verifier = JwtVerifier.trusting(TrustedIssuer.builder("https://id.example.com", none)
                .withoutAudienceCheck()
                .allowMissingExpiration()
                .build())) {
            String token = CompactJws.of("{\"alg\":\"EdDSA\"}", "{\"iss\":\"https://id.example.com\"}")
                    .signedWith(TestKey.generate("EdDSA"))
                    .toString();
            return check(verifier.explain(token), "key").actual();
        }
    }

    @Test
    void isOneLineACheck() {
        assertThat(VERIFIER.explain(FORGE.token()).toString().split("\n")).hasSize(ORDER.size());
        assertThat(new Explanation(List.of(new Check("exp", FAIL, "later", "sooner")), Optional.empty()))
                .hasToString("FAIL        exp          expected later, was sooner");
    }
}
