package io.github.jotguard;

import static io.github.jotguard.Explanation.Outcome.FAIL;
import static io.github.jotguard.Explanation.Outcome.NOT_REACHED;
import static io.github.jotguard.Explanation.Outcome.PASS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.Explanation.Check;
import io.github.jotguard.Explanation.Outcome;
import io.github.jotguard.testing.CompactJws;
import io.github.jotguard.testing.TestKey;
import java.util.List;
import java.util.Map;
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
        assertThat(check(explanation, "typ").expected()).contains("jwt", "at+jwt", "or absent");
        assertThat(check(explanation, "typ").actual()).isEqualTo("(absent)");
        assertThat(check(explanation, "key").expected())
                .isEqualTo("one of [" + FORGE.key().keyId() + "]");
        assertThat(check(explanation, "key").actual()).isEqualTo(FORGE.key().keyId());
        assertThat(check(explanation, "exp").expected()).isEqualTo("after 2026-11-21T11:59:00Z");
        assertThat(check(explanation, "exp").actual()).isEqualTo("2026-11-21T12:15:00Z");
        assertThat(check(explanation, "nbf").expected()).isEqualTo("at or before 2026-11-21T12:01:00Z");
        assertThat(check(explanation, "nbf").actual()).isEqualTo("(absent)");
        assertThat(check(explanation, "iat").actual()).isEqualTo("2026-11-21T12:00:00Z");
        assertThat(check(explanation, "aud").expected()).isEqualTo("aud with one of [https://api.example.com]");
        assertThat(check(explanation, "aud").actual()).isEqualTo("[https://api.example.com]");
        assertThat(check(explanation, "required").expected()).isEqualTo("[sub]");
    }

    @ParameterizedTest
    @CsvSource({
        "exp, 1, exp, after 2026-11-21T11:59:00Z, 1970-01-01T00:00:01Z",
        "exp, null, exp, exp, (absent)",
        "nbf, 9999999999, nbf, at or before 2026-11-21T12:01:00Z, 2286-11-20T17:46:39Z",
        "iat, 9999999999, iat, at or before 2026-11-21T12:01:00Z, 2286-11-20T17:46:39Z",
        "aud, '\"x\"', aud, [https://api.example.com], [x]",
        "aud, null, aud, aud, (absent)",
        "sub, null, required, sub, (absent)",
        "sub, '\"x\"', rules, rule 1 accepts, refuses",
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

    @Test
    void isOneLineACheck() {
        assertThat(VERIFIER.explain(FORGE.token()).toString().split("\n")).hasSize(ORDER.size());
        assertThat(new Explanation(List.of(new Check("exp", FAIL, "later", "sooner")), java.util.Optional.empty()))
                .hasToString("FAIL        exp          expected later, was sooner");
    }
}
