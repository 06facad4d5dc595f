package io.github.jotguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.testing.CompactJws;
import io.github.jotguard.testing.TestKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A token that its issuer bound to a key is accepted together with a proof of possession only (RFC 7800, RFC 9449, RFC 8705). */
class SenderConstrainedTest {

    private static final Forge FORGE = Forge.of("EdDSA");
    private static final String JKT = "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I";
    private static final String X5T = "A4DtL2JmUMhAsvJj5tKyn64SqzmuXbMrJa0n761y5v0";
    private static final String BOTH = "{\"jkt\":\"" + JKT + "\",\"x5t#S256\":\"" + X5T + "\"}";

    private final JwtVerifier verifier = verifier(FORGE.issuer().build());

    private static JwtVerifier verifier(TrustedIssuer issuer) {
        return JwtVerifier.builder().trust(issuer).clock(Forge.CLOCK).build();
    }

    private static String bound(String cnf) {
        return FORGE.withClaims("cnf", cnf);
    }

    private String verdict(String token, ProofOfPossession proof) {
        try {
            verifier.verify(token, proof);
            return Trust.ACCEPTED;
        } catch (JwtRejectedException rejected) {
            return rejected.reason().code();
        }
    }

    private static ProofOfPossession covering(String... thumbprints) {
        return (method, thumbprint) -> Set.of(thumbprints).contains(thumbprint);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jkt\":\"" + JKT + "\"}",
                "{\"x5t#S256\":\"" + X5T + "\"}",
                BOTH,
                "{\"jwk\":{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AAAA\"}}",
                "{\"kid\":\"k\"}",
                "{\"jku\":\"https://id.example.com/keys\"}",
                "{\"x\":1}",
                "{\"x\":[]}",
                "{\"jkt\":null,\"x\":true}",
            })
    void rejectsABoundTokenWithoutProof(String cnf) {
        assertThat(Trust.verdict(verifier, bound(cnf))).isEqualTo("sender_constrained");
        assertThat(verifier.explain(bound(cnf)).reason()).contains(RejectionReason.SENDER_CONSTRAINED);
    }

    @Test
    void acceptsATokenWhoseConfirmationIsNull() {
        assertThat(Trust.verdict(verifier, bound("null"))).isEqualTo(Trust.ACCEPTED);
        assertThat(verdict(FORGE.token(), ProofOfPossession.NONE)).isEqualTo(Trust.ACCEPTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "1",
                "\"" + JKT + "\"",
                "[]",
                "[{\"jkt\":\"" + JKT + "\"}]",
                "{}",
                "{\"jkt\":null}",
                "{\"jkt\":1}",
                "{\"jkt\":\"\"}",
                "{\"jkt\":\" \"}",
                "{\"jkt\":{}}",
                "{\"jkt\":[\"" + JKT + "\"]}",
                "{\"x5t#S256\":true}",
                "{\"x5t#S256\":\"\"}",
                "{\"jkt\":\"" + JKT + "\",\"x5t#S256\":7}",
            })
    void rejectsAConfirmationOfAnotherShapeAsMalformed(String cnf) {
        JwtVerifier lenient =
                verifier(FORGE.issuer().acceptBoundTokensWithoutProof().build());

        assertThat(Trust.verdict(verifier, bound(cnf))).isEqualTo("malformed");
        assertThat(Trust.verdict(lenient, bound(cnf))).isEqualTo("malformed");
        assertThat(verifier.explain(bound(cnf)).reason()).contains(RejectionReason.MALFORMED);
    }

    @Test
    void acceptsABoundTokenWithAProofForEveryMember() {
        assertThat(verdict(bound("{\"jkt\":\"" + JKT + "\"}"), covering(JKT))).isEqualTo(Trust.ACCEPTED);
        assertThat(verdict(bound("{\"x5t#S256\":\"" + X5T + "\"}"), covering(X5T)))
                .isEqualTo(Trust.ACCEPTED);
        assertThat(verdict(bound(BOTH), covering(JKT, X5T))).isEqualTo(Trust.ACCEPTED);
        assertThat(verdict(bound(BOTH), covering(JKT))).isEqualTo("sender_constrained");
        assertThat(verdict(bound(BOTH), covering(X5T))).isEqualTo("sender_constrained");
        assertThat(verdict(bound("{\"jkt\":\"other\"}"), covering(JKT))).isEqualTo("sender_constrained");
    }

    @Test
    void needsNoProofForKeycloaksNoteBesideAThumbprint() {
        String cnf = "{\"jkt\":\"" + JKT + "\",\"kc-jkt-type\":\"DPoP\"}";

        assertThat(verdict(bound(cnf), covering(JKT))).isEqualTo(Trust.ACCEPTED);
        assertThat(verdict(bound(cnf), covering("other"))).isEqualTo("sender_constrained");
        assertThat(verdict(bound(cnf), ProofOfPossession.NONE)).isEqualTo("sender_constrained");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jkt\":\"" + JKT + "\",\"kc-jkt-type\":\"dpop\"}",
                "{\"jkt\":\"" + JKT + "\",\"kc-jkt-type\":\"DPoP \"}",
                "{\"jkt\":\"" + JKT + "\",\"kc-jkt-type\":\"attestation\"}",
                "{\"jkt\":\"" + JKT + "\",\"kc-jkt-type\":[\"DPoP\"]}",
                "{\"jkt\":\"" + JKT + "\",\"kc-jkt-type\":true}",
                "{\"jkt\":\"" + JKT + "\",\"KC-JKT-TYPE\":\"DPoP\"}",
                "{\"jkt\":\"" + JKT + "\",\"kc-jkt-type\":\"DPoP\",\"kid\":\"k\"}",
                "{\"x5t#S256\":\"" + X5T + "\",\"kc-jkt-type\":\"DPoP\"}",
                "{\"jkt\":null,\"kc-jkt-type\":\"DPoP\"}",
                "{\"kc-jkt-type\":\"DPoP\"}",
            })
    void rejectsAnotherNoteOrOneByItself(String cnf) {
        assertThat(verdict(bound(cnf), (method, thumbprint) -> true)).isEqualTo("sender_constrained");
    }

    @Test
    void asksForNoProofOfAnUnknownKind() {
        List<String> asked = new ArrayList<>();
        ProofOfPossession everything = (method, thumbprint) -> asked.add(method + " " + thumbprint);

        assertThat(verdict(bound("{\"kid\":\"k\"}"), everything)).isEqualTo("sender_constrained");
        assertThat(verdict(bound("{\"jkt\":\"" + JKT + "\",\"kid\":\"k\"}"), everything))
                .isEqualTo("sender_constrained");
        assertThat(verdict(FORGE.token(), everything)).isEqualTo(Trust.ACCEPTED);
        assertThat(asked).containsOnly("jkt " + JKT);
    }

    @Test
    void rejectsATokenWhoseProofFails() {
        assertThat(verdict(bound(BOTH), (method, thumbprint) -> {
                    throw new StackOverflowError("on purpose");
                }))
                .isEqualTo("sender_constrained");
    }

    @Test
    void asksForTheProofOfATokenSeenBefore() {
        String token = bound("{\"jkt\":\"" + JKT + "\"}");

        assertThat(verdict(token, covering(JKT))).isEqualTo(Trust.ACCEPTED);
        assertThat(verifier.status().tokenCache().tokens()).isEqualTo(1);
        assertThat(Trust.verdict(verifier, token)).isEqualTo("sender_constrained");
        assertThat(verdict(token, covering(X5T))).isEqualTo("sender_constrained");
        assertThat(verdict(token, covering(JKT))).isEqualTo(Trust.ACCEPTED);
    }

    @Test
    void acceptsABoundTokenFromAnyoneWhereTheIssuerIsSoTrusted() {
        JwtVerifier optedOut =
                verifier(FORGE.issuer().acceptBoundTokensWithoutProof().build());

        assertThat(Trust.verdict(optedOut, bound(BOTH))).isEqualTo(Trust.ACCEPTED);
        assertThat(Trust.verdict(optedOut, bound("{\"kid\":\"k\"}"))).isEqualTo(Trust.ACCEPTED);
        assertThat(optedOut.explain(bound(BOTH)).isAccepted()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"exp, 1, expired", "aud, '\"x\"', wrong_audience", "sub, null, missing_claim"})
    void comesAfterTheRegisteredClaims(String claim, String json, String verdict) {
        JwtVerifier demanding = verifier(FORGE.issuer().requireClaims("sub").build());

        assertThat(Trust.verdict(demanding, FORGE.withClaims(claim, json, "cnf", BOTH)))
                .isEqualTo(verdict);
    }

    @Test
    void comesBeforeTheCodeOfTheApplication() {
        AtomicInteger asked = new AtomicInteger();
        JwtVerifier asking = verifier(FORGE.issuer()
                .rule((jwt, now) -> asked.incrementAndGet() < 0)
                .revokedWhen(jwt -> asked.incrementAndGet() > 0)
                .build());

        assertThat(Trust.verdict(asking, bound(BOTH))).isEqualTo("sender_constrained");
        assertThat(asked).hasValue(0);
    }

    @Test
    void saysNothingOfATokenThatIsNotAuthentic() {
        String forged = CompactJws.of(FORGE.header(), Forge.claims("cnf", BOTH))
                .signedWith(TestKey.generate("EdDSA"))
                .toString();

        assertThat(Trust.verdict(verifier, forged)).isEqualTo("bad_signature");
    }

    @Test
    void asksNoIssuerAboutATokenWithoutProof() {
        AtomicInteger searches = new AtomicInteger();
        JwtVerifier cold = verifier(TrustedIssuer.builder(Forge.ISSUER, KeysNotAtHand.counting(FORGE.keys(), searches))
                .audience(Forge.AUDIENCE)
                .build());

        assertThat(Trust.verdict(cold, bound(BOTH))).isEqualTo("sender_constrained");
        assertThat(searches).hasValue(0);
        cold.verify(bound(BOTH), covering(JKT, X5T));
        assertThat(searches).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"jkt\":\"" + JKT + "\"}|bound to a DPoP key (jkt)",
                "{\"jkt\":\"" + JKT + "\",\"kc-jkt-type\":\"DPoP\"}|bound to a DPoP key (jkt)",
                "{\"x5t#S256\":\"" + X5T + "\"}|bound to a client certificate (x5t#S256)",
                BOTH + "|bound to a DPoP key (jkt) and a client certificate (x5t#S256)",
                "{\"kid\":\"secret\",\"x\":1}|bound to an unknown kind of key",
            })
    void explainsWhatTheTokenIsBoundTo(String cnf, String words) {
        assertThat(verifier.explain(bound(cnf)).checks())
                .contains(new Explanation.Check("cnf", Explanation.Outcome.FAIL, "a proof of possession", words));
    }

    @Test
    void explainsATokenThatIsNotBound() {
        assertThat(verifier.explain(FORGE.token()).checks())
                .contains(new Explanation.Check(
                        "cnf", Explanation.Outcome.PASS, "a token that is not bound to a key", "not bound to a key"));
    }
}
