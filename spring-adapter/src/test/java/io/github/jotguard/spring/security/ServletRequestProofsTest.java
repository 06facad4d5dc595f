package io.github.jotguard.spring.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.github.jotguard.JwtRejectedException;
import io.github.jotguard.JwtVerifier;
import io.github.jotguard.RejectionReason;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.dpop.DpopMode;
import io.github.jotguard.jwks.StaticJwkSet;
import io.github.jotguard.testing.TestIssuer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.DPoPAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.authentication.DPoPAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** In Spring Security's chain a bound token is accepted with what that chain verifies, and with nothing else. */
class ServletRequestProofsTest {

    private static final String URI = "https://api.example.com/claims";
    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

    private final TestIssuer issuer = TestIssuer.start();
    private final ECKey clientKey = newKey();
    private final FakeCertificate certificate = new FakeCertificate("client");
    private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/claims");
    private final VerifyingJwtDecoder decoder =
            new VerifyingJwtDecoder(verification(DpopMode.ACCEPT), "sub", List.of());
    private final AuthenticationManager bearer = new ProviderManager(new JwtAuthenticationProvider(decoder));

    private ServletTokenVerification verification(DpopMode mode) {
        JwtVerifier verifier =
                JwtVerifier.trusting(TrustedIssuer.builder(issuer.issuer(), StaticJwkSet.ofJson(issuer.jwkSetJson()))
                        .audience(issuer.audience())
                        .build());
        return new ServletTokenVerification(verifier, new ServletRequestProofs(), mode);
    }

    @BeforeEach
    void receiveRequest() {
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
    }

    @AfterEach
    void stop() {
        RequestContextHolder.resetRequestAttributes();
        issuer.close();
    }

    @Test
    void acceptsACertificateBoundTokenWithItsCertificate() throws Exception {
        String token = bound(Map.of("x5t#S256", thumbprint(certificate)));
        request.setAttribute(CERTIFICATES, new X509Certificate[] {certificate, new FakeCertificate("issuer")});

        assertThatNoException().isThrownBy(() -> decoder.decode(token));
    }

    @Test
    void rejectsACertificateBoundTokenWithAnotherCertificateOrNone() throws Exception {
        String token = bound(Map.of("x5t#S256", thumbprint(certificate)));

        assertSenderConstrained(token);
        request.setAttribute(CERTIFICATES, new X509Certificate[0]);
        assertSenderConstrained(token);
        request.setAttribute(CERTIFICATES, new X509Certificate[] {new FakeCertificate("other"), certificate});
        assertSenderConstrained(token);
        request.setAttribute(CERTIFICATES, certificate);
        assertSenderConstrained(token);
        RequestContextHolder.resetRequestAttributes();
        assertSenderConstrained(token);
    }

    @Test
    void coverNothingInAConnectionWithoutCertificates() throws Exception {
        request.setAttribute(CERTIFICATES, new X509Certificate[0]);

        assertThat(new ServletRequestProofs().covers("x5t#S256", thumbprint(certificate)))
                .isFalse();
    }

    @Test
    void rejectsADPoPBoundTokenThatIsNoPartOfDPoP() throws Exception {
        String token = bound(Map.of("jkt", thumbprint(clientKey)));

        assertSenderConstrained(token);
        request.addHeader("Authorization", "DPoP " + token);
        request.addHeader("DPoP", proof(clientKey, token));
        assertSenderConstrained(token);
        assertThatExceptionOfType(AuthenticationException.class)
                .isThrownBy(() -> bearer.authenticate(new BearerTokenAuthenticationToken(token)));
    }

    @Test
    void leavesTheProofOfADPoPBoundTokenToSpringSecurity() throws Exception {
        String token = bound(Map.of("jkt", thumbprint(clientKey)));

        assertThat(dPoP(token, proof(clientKey, token)).isAuthenticated()).isTrue();
        assertThatExceptionOfType(AuthenticationException.class).isThrownBy(() -> dPoP(token, proof(newKey(), token)));
        assertThatExceptionOfType(AuthenticationException.class)
                .isThrownBy(() -> dPoP(token, proof(clientKey, issuer.token())));
        assertThatExceptionOfType(AuthenticationException.class)
                .isThrownBy(() -> dPoP(issuer.token(), proof(clientKey, issuer.token())));
        assertSenderConstrained(token);
    }

    @Test
    void requiresTheCertificateOfATokenThatIsBoundToAKeyToo() throws Exception {
        String token = bound(Map.of("jkt", thumbprint(clientKey), "x5t#S256", thumbprint(certificate)));

        assertThatExceptionOfType(AuthenticationException.class).isThrownBy(() -> dPoP(token, proof(clientKey, token)));
        request.setAttribute(CERTIFICATES, new X509Certificate[] {certificate});
        assertThat(dPoP(token, proof(clientKey, token)).isAuthenticated()).isTrue();
        assertSenderConstrained(token);
    }

    @Test
    void rejectsATokenThatIsBoundToAnythingElse() throws Exception {
        request.setAttribute(CERTIFICATES, new X509Certificate[] {certificate});
        assertSenderConstrained(bound(Map.of("kid", "k")));
        assertSenderConstrained(bound(Map.of("x5t#S256", thumbprint(certificate), "kid", "k")));
    }

    private String bound(Map<String, ?> cnf) {
        return issuer.token(t -> t.claim("cnf", cnf));
    }

    private void assertSenderConstrained(String token) {
        assertThatExceptionOfType(BadJwtException.class)
                .isThrownBy(() -> decoder.decode(token))
                .withMessage(RejectionReason.SENDER_CONSTRAINED.description())
                .havingCause()
                .isInstanceOfSatisfying(JwtRejectedException.class, rejected -> assertThat(rejected.reason())
                        .isEqualTo(RejectionReason.SENDER_CONSTRAINED));
    }

    private Authentication dPoP(String token, String proof) {
        return new DPoPAuthenticationProvider(bearer)
                .authenticate(new DPoPAuthenticationToken(token, proof, "GET", URI));
    }

    private static ECKey newKey() {
        try {
            return new ECKeyGenerator(Curve.P_256).generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String proof(ECKey key, String token) throws Exception {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType("dpop+jwt"))
                .jwk(key.toPublicJWK())
                .build();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(Instant.now()))
                .claim("htm", "GET")
                .claim("htu", URI)
                .claim("ath", sha256(token.getBytes(StandardCharsets.US_ASCII)))
                .build();
        SignedJWT proof = new SignedJWT(header, claims);
        proof.sign(new ECDSASigner(key));
        return proof.serialize();
    }

    private static String thumbprint(ECKey key) throws JOSEException {
        return key.computeThumbprint().toString();
    }

    private static String thumbprint(X509Certificate certificate) throws Exception {
        return sha256(certificate.getEncoded());
    }

    private static String sha256(byte[] bytes) throws Exception {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
