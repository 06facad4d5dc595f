package io.github.jotguard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A rule of settings compares a claim with texts, by value. */
class ClaimMatchesTest {

    private static final Forge FORGE = Forge.of("EdDSA");

    private static String verdict(String json, String... anyOf) {
        TrustedIssuer issuer =
                FORGE.issuer().rule(ClaimRule.claimMatches("c", anyOf)).build();
        return Trust.in(issuer, null).verdictOn(FORGE.withClaims("c", json));
    }

    @ParameterizedTest
    @CsvSource({
        "Bearer, '\"Bearer\"'",
        "true, true",
        "true, '\"true\"'",
        "false, false",
        "1, 1",
        "1, 1.0",
        "1, 1e0",
        "1.50, 1.5",
        "-0, 0",
        "10, 1e1",
        "1e1, 10",
        "1, '\"1\"'",
        "9007199254740993, 9007199254740993",
        "0.1, 0.1",
    })
    void acceptsTheSameValue(String text, String json) {
        assertThat(verdict(json, text)).isEqualTo(Trust.ACCEPTED);
        assertThat(verdict(json, "x", text)).isEqualTo(Trust.ACCEPTED);
    }

    @ParameterizedTest
    @CsvSource({
        "Bearer, '\"bearer\"'",
        "Bearer, '[\"Bearer\"]'",
        "Bearer, '{\"Bearer\":1}'",
        "[Bearer], '[\"Bearer\"]'",
        "null, null",
        "true, false",
        "True, true",
        "1, true",
        "1, 2",
        "1, '\"1.0\"'",
        "+1, 1",
        "01, 1",
        "0x1, 1",
        "1., 1",
        "NaN, 1",
        "9007199254740993, 9007199254740992",
        "0.1, 0.10000000000000001",
    })
    void rejectsAnotherValue(String text, String json) {
        assertThat(verdict(json, text)).isEqualTo("claim_rejected");
    }

    @Test
    void rejectsATokenWithoutTheClaim() {
        assertThat(verdict(null, "x")).isEqualTo("claim_rejected");
    }

    @Test
    void comparesNumbersUpToTheLengthThatATokenCanHave() {
        String longest = "1".repeat(128);

        assertThat(verdict(longest, longest)).isEqualTo(Trust.ACCEPTED);
        assertThat(verdict("1", "1".repeat(129))).isEqualTo("claim_rejected");
        assertThat(verdict("\"" + "1".repeat(129) + '"', "1".repeat(129))).isEqualTo(Trust.ACCEPTED);
    }

    @Test
    void isExplainedByItsSettingAndNoClaim() {
        TrustedIssuer issuer = FORGE.issuer()
                .rule(ClaimRule.claimMatches("typ", "DPoP", "Bearer"))
                .build();
        JwtVerifier verifier = Trust.in(issuer, null).verifier();

        assertThat(verifier.explain(FORGE.withClaims("typ", "\"ID\"")).checks())
                .contains(rejectedRule("another value"));
        assertThat(verifier.explain(FORGE.withClaims("typ", null)).checks()).contains(rejectedRule("(absent)"));
    }

    private static Explanation.Check rejectedRule(String actual) {
        return new Explanation.Check("rules", Explanation.Outcome.FAIL, "rule 1, typ is one of [Bearer, DPoP]", actual);
    }
}
