package io.github.jotguard.bearer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jotguard.JwsAlgorithm;
import io.github.jotguard.JwtVerifier;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.dpop.DpopMode;
import io.github.jotguard.dpop.DpopSettings;
import io.github.jotguard.dpop.RecordedProofs;
import io.github.jotguard.jwks.RemoteJwkSet;
import io.github.jotguard.jwks.TestCertificate;
import io.github.jotguard.testing.DpopFault;
import io.github.jotguard.testing.TestDpopKey;
import io.github.jotguard.testing.TestIssuer;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BoundTokenVerifierTest {

    private static final TestIssuer ISSUER = TestIssuer.start();
    private static final JwtVerifier TOKENS = JwtVerifier.trusting(issuer().build());
    private static final TestDpopKey KEY = TestDpopKey.generate();
    private static final String BOUND = ISSUER.token(t -> t.boundTo(KEY));
    private static final String URI = "https://api.example.com/me";

    private static X509Certificate certificate;
    private static X509Certificate otherCertificate;

    private final BoundTokenVerifier rejecting = verifier(DpopMode.REJECT);
    private final BoundTokenVerifier accepting = verifier(DpopMode.ACCEPT);
    private final BoundTokenVerifier requiring = verifier(DpopMode.REQUIRE);

    private static TrustedIssuer.Builder issuer() {
        return TrustedIssuer.builder(ISSUER.issuer(), RemoteJwkSet.at(ISSUER.jwksUri()))
                .audience(ISSUER.audience());
    }

    private static BoundTokenVerifier verifier(DpopMode mode) {
        return BoundTokenVerifier.of(TOKENS, DpopSettings.of(mode));
    }

    @BeforeAll
    static void issueCertificates() throws Exception {
        certificate = newCertificate();
        otherCertificate = newCertificate();
    }

    private static X509Certificate newCertificate() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair pair = generator.generateKeyPair();
        return new TestCertificate(Instant.now())
                .valid(Duration.ofDays(-1), Duration.ofDays(1))
                .ofAuthority()
                .signedBy(pair, pair.getPublic());
    }

    @AfterAll
    static void stop() {
        TOKENS.close();
        ISSUER.close();
    }

    private record Evidence(@Nullable X509Certificate certificate, RecordedProofs recordedProofs, String... headers)
            implements BindingEvidence {

        @Override
        public List<String> proofs() {
            return List.of(headers);
        }

        @Override
        public String method() {
            return "GET";
        }

        @Override
        public String uri() {
            return URI;
        }
    }

    private static Evidence evidence(@Nullable X509Certificate certificate, String... proofs) {
        return new Evidence(certificate, new RecordedProofs(), proofs);
    }

    private static String verdict(BoundTokenVerifier verifier, AuthScheme scheme, String token, Evidence evidence) {
        try {
            VerifiedJwt jwt = verifier.verify(new Credentials(scheme, token), evidence);
            return "accepted " + AuthScheme.of(jwt);
        } catch (BearerErrorException rejected) {
            return text(rejected.error());
        }
    }

    private static String verdictWithoutWaiting(BoundTokenVerifier verifier, AuthScheme scheme, String token) {
        try {
            return verifier.tryVerify(new Credentials(scheme, token), evidence(null))
                    .map(jwt -> "accepted " + AuthScheme.of(jwt))
                    .orElse("none");
        } catch (BearerErrorException rejected) {
            return text(rejected.error());
        }
    }

    private static String text(BearerError error) {
        return error.status() + " " + error.code() + " " + error.scheme();
    }

    private static String proof() {
        return KEY.proof("GET", URI, BOUND);
    }

    @Test
    void rejectsABoundTokenUnderBearerWhateverProofComesWithIt() {
        for (BoundTokenVerifier each : List.of(rejecting, accepting, requiring)) {
            assertThat(verdict(each, AuthScheme.BEARER, BOUND, evidence(null, proof())))
                    .isEqualTo("401 sender_constrained DPOP");
        }
    }

    @Test
    void acceptsABoundTokenWithItsProof() {
        assertThat(verdict(accepting, AuthScheme.DPOP, BOUND, evidence(null, proof())))
                .isEqualTo("accepted DPOP");
        assertThat(verdict(requiring, AuthScheme.DPOP, BOUND, evidence(null, proof())))
                .isEqualTo("accepted DPOP");
    }

    @Test
    void takesTheSchemeOnlyIfItIsSet() {
        assertThat(rejecting.takesDpop()).isFalse();
        assertThat(rejecting.challenge()).isNull();
        assertThat(accepting.takesDpop()).isTrue();
        assertThat(accepting.challenge().required()).isFalse();
        assertThat(accepting.challenge().algorithms())
                .containsExactly(JwsAlgorithm.EdDSA, JwsAlgorithm.ES256, JwsAlgorithm.RS256, JwsAlgorithm.PS256);
        assertThat(requiring.challenge().required()).isTrue();
        assertThatThrownBy(() -> rejecting.verify(new Credentials(AuthScheme.DPOP, BOUND), evidence(null, proof())))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void acceptsAnUnboundTokenUnderBearerUnlessBindingIsRequired() {
        String unbound = ISSUER.token();
        Evidence ignored = evidence(null, "not even a proof", "and another");

        assertThat(verdict(rejecting, AuthScheme.BEARER, unbound, ignored)).isEqualTo("accepted BEARER");
        assertThat(verdict(accepting, AuthScheme.BEARER, unbound, ignored)).isEqualTo("accepted BEARER");
        assertThat(verdict(requiring, AuthScheme.BEARER, unbound, ignored)).isEqualTo("401 not_bound DPOP");
    }

    @Test
    void acceptsATokenAgainWithoutWaitingIfNoProofIsNeeded() throws BearerErrorException {
        String unbound = ISSUER.token(t -> t.subject("seen"));
        Credentials bearer = new Credentials(AuthScheme.BEARER, unbound);
        assertThat(rejecting.tryVerify(bearer, evidence(null))).isEmpty();
        assertThat(verdict(accepting, AuthScheme.BEARER, unbound, evidence(null)))
                .isEqualTo("accepted BEARER");

        assertThat(rejecting.tryVerify(bearer, evidence(null))).isPresent();
        assertThat(accepting.tryVerify(bearer, evidence(null))).isPresent();
        assertThat(requiring.tryVerify(bearer, evidence(null))).isEmpty();
    }

    @Test
    void decidesAboutNoBoundTokenWithoutWaiting() throws BearerErrorException {
        assertThat(verdict(accepting, AuthScheme.DPOP, BOUND, evidence(null, proof())))
                .isEqualTo("accepted DPOP");

        assertThat(accepting.tryVerify(new Credentials(AuthScheme.DPOP, BOUND), evidence(null, proof())))
                .isEmpty();
        assertThat(accepting.tryVerify(new Credentials(AuthScheme.BEARER, BOUND), evidence(null, proof())))
                .isEmpty();
    }

    @Test
    void rejectsATokenWithoutWaitingIfItsTextIsTheReason() {
        String foreign = ISSUER.token(t -> t.issuer("https://evil.example.com"));

        for (BoundTokenVerifier verifier : List.of(rejecting, accepting)) {
            assertThat(verdict(verifier, AuthScheme.BEARER, foreign, evidence(null)))
                    .isEqualTo("401 wrong_issuer BEARER");
            assertThat(verdictWithoutWaiting(verifier, AuthScheme.BEARER, foreign))
                    .isEqualTo("401 wrong_issuer BEARER");
            assertThat(verdictWithoutWaiting(verifier, AuthScheme.BEARER, "garbage"))
                    .isEqualTo("401 malformed BEARER");
        }
        assertThat(verdictWithoutWaiting(requiring, AuthScheme.BEARER, foreign)).isEqualTo("none");
        assertThat(verdictWithoutWaiting(accepting, AuthScheme.DPOP, foreign)).isEqualTo("none");
    }

    @Test
    void rejectsAnUnboundTokenUnderDpop() {
        String unbound = ISSUER.token();

        assertThat(verdict(accepting, AuthScheme.DPOP, unbound, evidence(null, KEY.proof("GET", URI, unbound))))
                .isEqualTo("401 not_bound DPOP");
    }

    /** The opt-out of an issuer is about tokens without proof, which a filter that requires proofs rejects. */
    @Test
    void requiresAProofOfIssuersThatNeedNone() {
        try (JwtVerifier lenient =
                JwtVerifier.trusting(issuer().acceptBoundTokensWithoutProof().build())) {
            BoundTokenVerifier accepts = BoundTokenVerifier.of(lenient, DpopSettings.of(DpopMode.ACCEPT));
            BoundTokenVerifier requires = BoundTokenVerifier.of(lenient, DpopSettings.of(DpopMode.REQUIRE));

            assertThat(verdict(accepts, AuthScheme.BEARER, BOUND, evidence(null)))
                    .isEqualTo("accepted DPOP");
            assertThat(verdict(requires, AuthScheme.BEARER, BOUND, evidence(null)))
                    .isEqualTo("401 sender_constrained DPOP");
        }
    }

    @ParameterizedTest
    @EnumSource
    void rejectsEachFaultOfAProof(DpopFault fault) {
        assertThat(verdict(accepting, AuthScheme.DPOP, BOUND, evidence(null, KEY.proof("GET", URI, BOUND, fault))))
                .isEqualTo(
                        fault == DpopFault.OTHER_KEY ? "401 sender_constrained DPOP" : "401 invalid_dpop_proof DPOP");
    }

    @Test
    void answersUnderTheSchemeOfTheRequest() {
        String expired = ISSUER.token(t -> t.boundTo(KEY).expiresIn(Duration.ofHours(-1)));

        assertThat(verdict(accepting, AuthScheme.DPOP, expired, evidence(null, KEY.proof("GET", URI, expired))))
                .isEqualTo("401 expired DPOP");
        assertThat(verdict(accepting, AuthScheme.BEARER, expired, evidence(null)))
                .isEqualTo("401 expired BEARER");
    }

    @Test
    void answers503IfTheReplayStoreFails() {
        BoundTokenVerifier broken = BoundTokenVerifier.of(
                TOKENS,
                DpopSettings.builder(DpopMode.ACCEPT)
                        .replayStore((id, until) -> {
                            throw new IllegalStateException("down");
                        })
                        .build());

        assertThat(verdict(broken, AuthScheme.DPOP, BOUND, evidence(null, proof())))
                .startsWith("503 temporarily_unavailable");
    }

    @Test
    void hasANonceIfProofsNeedOne() throws Exception {
        BoundTokenVerifier asking = BoundTokenVerifier.of(
                TOKENS, DpopSettings.builder(DpopMode.ACCEPT).requireNonce().build());
        String nonce = asking.nonce().orElseThrow();

        assertThat(rejecting.nonce()).isEmpty();
        assertThat(accepting.nonce()).isEmpty();
        assertThat(verdict(asking, AuthScheme.DPOP, BOUND, evidence(null, proof())))
                .isEqualTo("401 use_dpop_nonce DPOP");
        assertThat(verdict(
                        asking,
                        AuthScheme.DPOP,
                        BOUND,
                        evidence(null, KEY.proof("GET", URI, BOUND, p -> p.nonce(nonce)))))
                .isEqualTo("accepted DPOP");
    }

    @Test
    void acceptsATokenThatIsBoundToTheCertificateOfTheConnection() throws Exception {
        String token = ISSUER.token(t -> t.claim("cnf", Map.of("x5t#S256", thumbprint(certificate))));

        for (BoundTokenVerifier each : List.of(rejecting, accepting)) {
            assertThat(verdict(each, AuthScheme.BEARER, token, evidence(certificate)))
                    .isEqualTo("accepted BEARER");
            assertThat(verdict(each, AuthScheme.BEARER, token, evidence(otherCertificate)))
                    .isEqualTo("401 sender_constrained DPOP");
            assertThat(verdict(each, AuthScheme.BEARER, token, evidence(null)))
                    .isEqualTo("401 sender_constrained DPOP");
        }
        assertThat(verdict(requiring, AuthScheme.BEARER, token, evidence(certificate)))
                .isEqualTo("401 not_bound DPOP");
    }

    @Test
    void asksForBothIfATokenIsBoundToBoth() throws Exception {
        String token =
                ISSUER.token(t -> t.claim("cnf", Map.of("jkt", KEY.thumbprint(), "x5t#S256", thumbprint(certificate))));
        String refused = "401 sender_constrained DPOP";

        assertThat(verdict(accepting, AuthScheme.DPOP, token, evidence(certificate, KEY.proof("GET", URI, token))))
                .isEqualTo("accepted DPOP");
        assertThat(verdict(accepting, AuthScheme.DPOP, token, evidence(null, KEY.proof("GET", URI, token))))
                .isEqualTo(refused);
        assertThat(verdict(accepting, AuthScheme.BEARER, token, evidence(certificate)))
                .isEqualTo(refused);
    }

    /** The thumbprint of a certificate says nothing about a DPoP key, even if the values are equal. */
    @Test
    void takesACertificateForItsOwnMemberOnly() throws Exception {
        String token = ISSUER.token(t -> t.claim("cnf", Map.of("jkt", thumbprint(certificate))));

        assertThat(verdict(accepting, AuthScheme.BEARER, token, evidence(certificate)))
                .isEqualTo("401 sender_constrained DPOP");
    }

    private static String thumbprint(X509Certificate certificate) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
