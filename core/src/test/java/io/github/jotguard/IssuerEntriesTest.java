package io.github.jotguard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.jotguard.Explanation.Check;
import io.github.jotguard.Explanation.Outcome;
import io.github.jotguard.issuers.KnownIssuers;
import io.github.jotguard.testing.CompactJws;
import io.github.jotguard.testing.TestKey;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The entries of a verifier: the issuer and what the configuration says decide which of them a token belongs to, and nothing else. */
class IssuerEntriesTest {

    private static final Forge SECRET = Forge.of("HS256");
    private static final Forge ES256 = Forge.of("ES256");
    private static final Forge RS256 = Forge.of("RS256");
    private static final Forge EDDSA = Forge.of("EdDSA");

    private static JwtVerifier trusting(TrustedIssuer.Builder... entries) {
        return builder(entries).build();
    }

    private static TrustedIssuer.Builder entry(Forge forge, String... audiences) {
        return TrustedIssuer.builder(Forge.ISSUER, forge.keys())
                .audience(audiences)
                .algorithms(JwsAlgorithm.ofName(forge.key().algorithm()).orElseThrow());
    }

    private static JwtVerifier.Builder builder(TrustedIssuer.Builder... entries) {
        JwtVerifier.Builder verifier = JwtVerifier.builder().clock(Forge.CLOCK);
        for (TrustedIssuer.Builder entry : entries) {
            verifier.trust(entry.build());
        }
        return verifier;
    }

    /** The same when the verifier is cold, when it has seen the token, and when it explains. */
    private static String verdict(JwtVerifier verifier, String token) {
        String verdict = Trust.verdict(verifier, token);
        assertThat(Trust.verdict(verifier, token)).as("the second time").isEqualTo(verdict);
        Explanation explanation = verifier.explain(token);
        assertThat(explanation.reason().map(RejectionReason::code).orElse(Trust.ACCEPTED))
                .as("explained")
                .isEqualTo(verdict);
        assertThat(explanation.checks())
                .filteredOn(check -> check.outcome() == Outcome.FAIL)
                .hasSize(verdict.equals(Trust.ACCEPTED) ? 0 : 1);
        return verdict;
    }

    private static Check check(JwtVerifier verifier, String token, String name) {
        return verifier.explain(token).checks().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    // a shared secret and public keys

    private static JwtVerifier moving() {
        return trusting(SECRET.issuer().name("legacy"), ES256.issuer());
    }

    @Test
    void takesTokensOfTheSecretAndOfThePublicKeysOfOneIssuer() {
        for (JwtVerifier verifier : List.of(moving(), trusting(ES256.issuer(), SECRET.issuer()))) {
            assertThat(verdict(verifier, SECRET.token())).isEqualTo(Trust.ACCEPTED);
            assertThat(verdict(verifier, ES256.token())).isEqualTo(Trust.ACCEPTED);
        }
    }

    /** RFC 8725 §3.1: the key that verifies is of the entry whose family the algorithm is of. */
    @Test
    void neverUsesThePublicKeyAsASecretNorTheSecretForAnotherAlgorithm() {
        byte[] publicKey = Forge.utf8(ES256.key().jwk());
        TestKey confused =
                TestKey.ofSecret("HS256", publicKey).withKeyId(ES256.key().keyId());
        String header = ES256.header("alg", "\"HS256\"");

        assertThat(verdict(moving(), Forge.with(ES256.key()).raw(header, Forge.claims())))
                .isEqualTo("bad_signature");
        assertThat(verdict(
                        moving(),
                        CompactJws.of(header, Forge.claims())
                                .signedWith(confused)
                                .toString()))
                .isEqualTo("bad_signature");
        assertThat(verdict(moving(), RS256.token())).isEqualTo("algorithm_not_allowed");
        assertThat(verdict(moving(), SECRET.withHeader("alg", "\"HS512\""))).isEqualTo("algorithm_not_allowed");
        assertThat(verdict(moving(), SECRET.withHeader("alg", "\"none\""))).isEqualTo("algorithm_not_allowed");
    }

    @Test
    void keepsTheAllowListOfEachEntry() {
        JwtVerifier verifier = trusting(
                SECRET.issuer().name("legacy"),
                ES256.issuer(),
                TrustedIssuer.builder("https://two.example.com", RS256.keys()).audience(Forge.AUDIENCE));

        assertThat(verdict(verifier, RS256.token())).isEqualTo("algorithm_not_allowed");
        assertThat(check(verifier, RS256.token(), "alg").expected()).isEqualTo("[ES256]");
        assertThat(verdict(verifier, SECRET.withClaims("iss", "\"https://two.example.com\"")))
                .isEqualTo("algorithm_not_allowed");
    }

    @Test
    void namesAllAlgorithmsOfTheIssuerIfNoEntryIsOfTheFamily() {
        JwtVerifier verifier = trusting(
                entry(ES256, "a"),
                entry(RS256, "b"),
                TrustedIssuer.builder("https://two.example.com", SECRET.keys()).audience("c"));

        assertThat(verdict(verifier, SECRET.token())).isEqualTo("algorithm_not_allowed");
        assertThat(check(verifier, SECRET.token(), "alg").expected()).isEqualTo("[ES256, RS256]");
    }

    // audiences

    private static final String POOL = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_example";

    private static JwtVerifier cognito() {
        return trusting(
                KnownIssuers.cognitoAccessTokens(POOL, RS256.keys())
                        .audience("client")
                        .name("access"),
                KnownIssuers.cognitoIdTokens(POOL, RS256.keys())
                        .audience("client")
                        .name("id"));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, '\"client\"', '\"access\"', accepted",
                "'\"client\"', -, '\"id\"', accepted",
                "-, '\"client\"', '\"id\"', claim_rejected",
                "'\"client\"', -, '\"access\"', claim_rejected",
                "-, '\"other\"', '\"access\"', wrong_audience",
                "'\"other\"', -, '\"id\"', wrong_audience",
                "'\"other\"', '\"other\"', '\"id\"', wrong_audience",
                "'[]', -, '\"id\"', wrong_audience",
                "-, -, '\"access\"', missing_claim",
                "null, null, '\"access\"', missing_claim",
            })
    void tellsAccessTokensOfCognitoFromIdTokensByTheirAudience(
            String aud, String clientId, String tokenUse, String verdict) {
        String token =
                RS256.withClaims("iss", Forge.quoted(POOL), "aud", aud, "client_id", clientId, "token_use", tokenUse);

        assertThat(verdict(cognito(), token)).isEqualTo(verdict);
    }

    @Test
    void namesEveryClaimAndAudienceOfTheIssuerIfNoneFits() {
        String other = RS256.withClaims("iss", Forge.quoted(POOL), "aud", "\"other\"");
        String none = RS256.withClaims("iss", Forge.quoted(POOL), "aud", null);

        assertThat(check(cognito(), other, "aud")).isEqualTo(new Check("aud", Outcome.FAIL, "[client]", "[other]"));
        assertThat(check(cognito(), none, "aud"))
                .isEqualTo(new Check("aud", Outcome.FAIL, "client_id or aud", "(absent)"));
    }

    /** The token is for both; what was trusted first is more than chance. */
    @Test
    void givesATokenForTwoAudiencesToTheEntryThatWasTrustedFirst() {
        TrustedIssuer.Builder strict = entry(EDDSA, "b").revokedWhen(jwt -> true);
        String both = EDDSA.withClaims("aud", "[\"b\",\"a\"]");

        assertThat(verdict(trusting(entry(EDDSA, "a"), strict), both)).isEqualTo(Trust.ACCEPTED);
        assertThat(verdict(trusting(entry(EDDSA, "b").revokedWhen(jwt -> true), entry(EDDSA, "a")), both))
                .isEqualTo("revoked");
    }

    @Test
    void asksForNoKeyOfATokenThatFitsNoEntry() {
        AtomicInteger searches = new AtomicInteger();
        VerificationKeys keys = KeysNotAtHand.counting(EDDSA.keys(), searches);
        JwtVerifier verifier = trusting(
                TrustedIssuer.builder(Forge.ISSUER, keys).audience("a"),
                TrustedIssuer.builder(Forge.ISSUER, keys).audience("b"),
                TrustedIssuer.anyIssuer(keys).audience("c"));

        assertThat(verdict(verifier, EDDSA.token())).isEqualTo("wrong_audience");
        assertThat(verdict(verifier, EDDSA.withClaims("aud", null))).isEqualTo("missing_claim");
        assertThat(verdict(verifier, EDDSA.withClaims("aud", "\"a\"", "exp", "1")))
                .isEqualTo("expired");
        assertThat(verdict(verifier, EDDSA.withClaims("iss", "\"x\"", "aud", "\"a\"")))
                .isEqualTo("wrong_audience");
        assertThat(searches).hasValue(0);
    }

    @Test
    void remembersUnderWhichEntryATokenWasVerified() {
        AtomicInteger asked = new AtomicInteger();
        JwtVerifier verifier =
                trusting(entry(EDDSA, "a"), entry(EDDSA, "b").revokedWhen(jwt -> asked.incrementAndGet() > 1));
        String token = EDDSA.withClaims("aud", "\"b\"");

        assertThat(Trust.verdict(verifier, token)).isEqualTo(Trust.ACCEPTED);
        assertThat(Trust.verdict(verifier, token)).isEqualTo("revoked");
        assertThat(verifier.status().tokenCache().hits()).isOne();
    }

    // an audience that may be absent

    private static JwtVerifier clerk() {
        return trusting(
                TrustedIssuer.builder(Forge.ISSUER, EDDSA.keys())
                        .audienceClaim("azp")
                        .audience("https://app.example.com")
                        .allowMissingAudience()
                        .requireClaims("sid"),
                EDDSA.issuer());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "'\"https://app.example.com\"', -, accepted",
                "-, -, accepted",
                "null, -, accepted",
                "'\"https://evil.example.com\"', -, wrong_audience",
                "-, '\"https://api.example.com\"', accepted",
                "-, '\"other\"', wrong_audience",
                "'\"https://evil.example.com\"', '\"https://api.example.com\"', accepted",
                "'\"https://evil.example.com\"', '\"other\"', wrong_audience",
            })
    void takesTokensOfClerkWithAndWithoutTheirPage(String azp, String aud, String verdict) {
        String token = EDDSA.withClaims("azp", azp, "aud", aud, "sid", "\"s\"");

        assertThat(verdict(clerk(), token)).isEqualTo(verdict);
    }

    @Test
    void takesATokenWithoutAudienceOnlyWhereThatIsAllowed() {
        JwtVerifier verifier = trusting(EDDSA.issuer().allowMissingAudience());

        assertThat(verdict(verifier, EDDSA.withClaims("aud", null))).isEqualTo(Trust.ACCEPTED);
        assertThat(verdict(verifier, EDDSA.token())).isEqualTo(Trust.ACCEPTED);
        assertThat(verdict(verifier, EDDSA.withClaims("aud", "[]"))).isEqualTo("wrong_audience");
        assertThat(verdict(verifier, EDDSA.withClaims("aud", "\"x\""))).isEqualTo("wrong_audience");
        assertThat(check(verifier, EDDSA.token(), "aud").expected())
                .isEqualTo("aud absent or with one of [https://api.example.com]");
        assertThat(verdict(clerk(), EDDSA.withClaims("aud", null))).isEqualTo("missing_claim");
    }

    // any issuer beside named ones

    private static final String TENANT = "11111111-2222-3333-4444-555555555555";
    private static final String ENTRA = "https://login.microsoftonline.com/" + TENANT + "/v2.0";

    private static JwtVerifier anyTenant() {
        return trusting(
                KnownIssuers.entraV2AnyTenant(RS256.keys())
                        .audience(Forge.AUDIENCE)
                        .rule(ClaimRule.claimIn("tid", TENANT)),
                EDDSA.issuer());
    }

    @Test
    void takesTokensOfAnyTenantBesideANamedIssuer() {
        String tid = Forge.quoted(TENANT);

        assertThat(verdict(anyTenant(), EDDSA.token())).isEqualTo(Trust.ACCEPTED);
        assertThat(verdict(anyTenant(), RS256.withClaims("iss", Forge.quoted(ENTRA), "tid", tid)))
                .isEqualTo(Trust.ACCEPTED);
        assertThat(verdict(anyTenant(), RS256.withClaims("iss", "\"https://evil.example.com\"", "tid", tid)))
                .isEqualTo("claim_rejected");
        assertThat(verdict(
                        anyTenant(),
                        RS256.withClaims("iss", Forge.quoted(ENTRA), "tid", "\"" + TENANT.replace('5', '6') + '"')))
                .isEqualTo("claim_rejected");
        assertThat(verdict(anyTenant(), RS256.withClaims("iss", Forge.quoted(ENTRA))))
                .isEqualTo("missing_claim");
        assertThat(verdict(anyTenant(), RS256.withClaims("iss", null, "tid", tid)))
                .isEqualTo("missing_claim");
        assertThat(verdict(anyTenant(), RS256.withClaims("iss", Forge.quoted(ENTRA), "tid", tid, "aud", "\"x\"")))
                .isEqualTo("wrong_audience");
    }

    /** A key of one issuer signs nothing that is accepted under the name of another. */
    @Test
    void neverGivesTheTokenOfANamedIssuerToAnyIssuer() {
        JwtVerifier verifier =
                trusting(TrustedIssuer.anyIssuer(EDDSA.keys()).withoutAudienceCheck(), RS256.issuer(), SECRET.issuer());

        assertThat(verdict(verifier, EDDSA.token())).isEqualTo("algorithm_not_allowed");
        assertThat(verdict(verifier, RS256.withClaims("aud", "\"x\""))).isEqualTo("wrong_audience");
        assertThat(verdict(
                        verifier,
                        Forge.with(TestKey.generate("RS256")
                                        .withKeyId(RS256.key().keyId()))
                                .token()))
                .isEqualTo("bad_signature");
        assertThat(verdict(verifier, EDDSA.withClaims("iss", "\"x\""))).isEqualTo(Trust.ACCEPTED);
        assertThat(verdict(verifier, EDDSA.withClaims("iss", null))).isEqualTo(Trust.ACCEPTED);
    }

    // pairs that nothing tells apart

    private static void rejects(String word, TrustedIssuer.Builder... entries) {
        assertThatIllegalStateException()
                .isThrownBy(() -> trusting(entries))
                .withMessageContaining("trusted twice")
                .withMessageContaining("audienceClaim(...)")
                .withMessageContaining(word);
    }

    @Test
    void rejectsEntriesThatATokenCouldBelongToBoth() {
        rejects(Forge.ISSUER, EDDSA.issuer(), RS256.issuer());
        rejects(Forge.ISSUER, SECRET.issuer(), EDDSA.issuer(), SECRET.issuer());
        TrustedIssuer.Builder both =
                TrustedIssuer.builder(Forge.ISSUER, EDDSA.keys()).audience("b", Forge.AUDIENCE);
        rejects(Forge.ISSUER, EDDSA.issuer(), both);
        TrustedIssuer.Builder all =
                TrustedIssuer.builder(Forge.ISSUER, EDDSA.keys()).withoutAudienceCheck();
        rejects(Forge.ISSUER, EDDSA.issuer(), all);
        TrustedIssuer.Builder alias = TrustedIssuer.builder("x", EDDSA.keys())
                .audience(Forge.AUDIENCE)
                .alsoIssuedAs(Forge.ISSUER);
        rejects(Forge.ISSUER, EDDSA.issuer(), alias);
        rejects("anyIssuer", any("a"), any("b", "a"));
        TrustedIssuer.Builder optional = EDDSA.issuer().allowMissingAudience();
        TrustedIssuer.Builder otherOptional = TrustedIssuer.builder(Forge.ISSUER, EDDSA.keys())
                .audienceClaim("azp")
                .audience("x")
                .allowMissingAudience();
        rejects(Forge.ISSUER, optional, otherOptional);
    }

    @Test
    void namesTheTwoOfManyEntriesThatATokenCouldBelongTo() {
        assertThatIllegalStateException()
                .isThrownBy(() -> trusting(
                        entry(ES256, "a").name("one"),
                        entry(ES256, "b").name("two"),
                        SECRET.issuer().name("three"),
                        entry(ES256, "c", "b").name("four")))
                .withMessageContaining(Forge.ISSUER + " is trusted twice (two, four), and a token");
        assertThatIllegalStateException()
                .isThrownBy(() -> trusting(entry(ES256, "a").name("one"), entry(ES256, "a")))
                .withMessageContaining(Forge.ISSUER + " is trusted twice, and a token");
    }

    private static TrustedIssuer.Builder any(String... audiences) {
        return TrustedIssuer.anyIssuer(EDDSA.keys()).audience(audiences);
    }

    @Test
    void takesSeveralEntriesForAnyIssuer() {
        JwtVerifier verifier = trusting(
                any("a"), any("b"), TrustedIssuer.anyIssuer(SECRET.keys()).withoutAudienceCheck());

        assertThat(verdict(verifier, EDDSA.withClaims("iss", null, "aud", "\"b\"")))
                .isEqualTo(Trust.ACCEPTED);
        assertThat(verdict(verifier, EDDSA.withClaims("aud", "\"c\""))).isEqualTo("wrong_audience");
        assertThat(verdict(verifier, SECRET.token())).isEqualTo(Trust.ACCEPTED);
        assertThat(verifier.status().issuers()).containsOnlyKeys("*", "*#2", "*#3");
    }

    // names

    @Test
    void areNamedWithoutAPasswordInTheirIssuer() {
        String address = "https://user:s3cret@id.example.com:8443/a?key=s3cret";
        TrustedIssuer one =
                TrustedIssuer.builder(address, EDDSA.keys()).audience("a").build();
        JwtVerifier verifier = JwtVerifier.trusting(
                one,
                TrustedIssuer.builder(address + "&b=c", EDDSA.keys())
                        .audience("a")
                        .build(),
                TrustedIssuer.builder("service@project.example.com", EDDSA.keys())
                        .audience("a")
                        .build());

        assertThat(verifier.status().issuers())
                .containsOnlyKeys(
                        "https://id.example.com:8443/a",
                        "https://id.example.com:8443/a#2",
                        "service@project.example.com");
        assertThatIllegalStateException()
                .isThrownBy(() -> JwtVerifier.trusting(one, one))
                .withMessageContaining("https://id.example.com:8443/a is trusted twice")
                .withMessageNotContaining("s3cret");
    }

    @Test
    void namesEachEntryInItsStatus() {
        JwtVerifier verifier = trusting(
                ES256.issuer().alsoIssuedAs("y"),
                SECRET.issuer(),
                TrustedIssuer.builder("z", EDDSA.keys()).audience("a").name(Forge.ISSUER + "#2"));

        assertThat(verifier.status().issuers())
                .containsOnlyKeys(Forge.ISSUER, Forge.ISSUER + "#2", Forge.ISSUER + "#3");
        assertThat(verifier.status().issuers().get(Forge.ISSUER + "#3").source())
                .isEqualTo("shared secret");
        assertThat(moving().status().issuers()).containsOnlyKeys("legacy", Forge.ISSUER);
    }

    /** So that a dashboard keeps its series over a restart, and {@code explain} names the entry that status and metrics name. */
    @Test
    void givesTheSameNamesAtEveryStartInStatusAndExplanation() {
        for (int start = 0; start < 3; start++) {
            JwtVerifier verifier = trusting(
                    entry(ES256, "a"), entry(RS256, "b"), entry(EDDSA, "c").name("named"), SECRET.issuer());
            String tokenOfTheSecond = RS256.withClaims("aud", "\"b\"");

            assertThat(verifier.status().issuers())
                    .containsOnlyKeys(Forge.ISSUER, Forge.ISSUER + "#2", "named", Forge.ISSUER + "#3");
            assertThat(verifier.status().issuers().get(Forge.ISSUER + "#2").keyIds())
                    .containsExactly(RS256.key().keyId());
            assertThat(verifier.status().issuers().get(Forge.ISSUER + "#3").source())
                    .isEqualTo("shared secret");
            assertThat(check(verifier, tokenOfTheSecond, "entry").actual()).isEqualTo(Forge.ISSUER + "#2");
            assertThat(check(verifier, EDDSA.withClaims("aud", "\"c\""), "entry")
                            .actual())
                    .isEqualTo("named");
            assertThat(check(verifier, SECRET.token(), "entry").actual()).isEqualTo(Forge.ISSUER + "#3");
        }
    }

    @Test
    void rejectsTwoEntriesOfOneName() {
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> trusting(SECRET.issuer().name("a"), ES256.issuer().name("a")))
                .withMessageContaining("name a")
                .withMessageContaining("name(...)");
    }

    // explain

    @Test
    void explainsWhichEntryWasFoundAndByWhat() {
        assertThat(check(moving(), SECRET.token(), "entry"))
                .isEqualTo(new Check(
                        "entry", Outcome.PASS, "by iss, alg: one of [legacy, https://id.example.com]", "legacy"));
        assertThat(check(moving(), ES256.token(), "entry").actual()).isEqualTo(Forge.ISSUER);
        String access = RS256.withClaims("iss", Forge.quoted(POOL), "aud", null, "client_id", "\"client\"");
        assertThat(check(cognito(), access, "entry"))
                .isEqualTo(new Check("entry", Outcome.PASS, "by iss, client_id: one of [access, id]", "access"));
        assertThat(check(anyTenant(), EDDSA.token(), "entry").expected())
                .isEqualTo("by iss: one of [https://id.example.com]");
        assertThat(check(anyTenant(), EDDSA.withClaims("iss", "\"x\""), "iss").expected())
                .isEqualTo("[*, https://id.example.com]");
        assertThat(trusting(EDDSA.issuer()).explain(EDDSA.token()).checks())
                .extracting(Check::name)
                .doesNotContain("entry");
    }
}
