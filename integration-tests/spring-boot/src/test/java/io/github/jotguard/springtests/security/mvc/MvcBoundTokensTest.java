package io.github.jotguard.springtests.security.mvc;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.github.jotguard.springtests.Application;
import io.github.jotguard.springtests.RunningApplication;
import io.github.jotguard.testing.TestIssuer;
import java.lang.reflect.Method;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.resource.OAuth2ResourceServerConfigurer;
import org.springframework.security.web.SecurityFilterChain;

/** Spring Security's own DPoP goes on working with our decoder, and what its chain publishes is true. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MvcBoundTokensTest {

    private final ECKey key = newKey();
    private TestIssuer issuer;
    private RunningApplication application;

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(Application.class)
    static class DPoPApplication {

        @Bean
        SecurityFilterChain api(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .oauth2ResourceServer(DPoPApplication::configure)
                    .build();
        }

        private static void configure(OAuth2ResourceServerConfigurer<HttpSecurity> server) {
            server.jwt(Customizer.withDefaults());
            for (Method method : OAuth2ResourceServerConfigurer.class.getMethods()) {
                if (method.getName().equals("dPoP")) { // since 7.1; before, DPoP is always there
                    call(method, server);
                }
            }
        }

        private static void call(Method method, OAuth2ResourceServerConfigurer<HttpSecurity> server) {
            try {
                method.invoke(server, Customizer.withDefaults());
            } catch (ReflectiveOperationException failure) {
                throw new IllegalStateException(failure);
            }
        }
    }

    @BeforeAll
    void start() {
        issuer = TestIssuer.start();
        application = RunningApplication.trusting(issuer, DPoPApplication.class);
    }

    @AfterAll
    void stop() {
        application.close();
        issuer.close();
    }

    @Test
    void acceptsABoundTokenWithItsProof() throws Exception {
        String token = bound(key);

        HttpResponse<String> response = dPoP(token, proof(key, token));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("\"sub\":\"u1\"");
    }

    @Test
    void rejectsABoundTokenWithoutItsProof() throws Exception {
        String token = bound(key);

        assertThat(application.getWith(token, "/claims").statusCode()).isEqualTo(401);
        assertThat(application
                        .get("/claims", "Authorization", "Bearer " + token, "DPoP", proof(key, token))
                        .statusCode())
                .isEqualTo(401);
        assertThat(application.get("/claims", "Authorization", "DPoP " + token).statusCode())
                .isEqualTo(401);
        assertThat(dPoP(token, proof(newKey(), token)).statusCode()).isEqualTo(401);
        assertThat(dPoP(token, proof(key, issuer.token())).statusCode()).isEqualTo(401);
    }

    @Test
    void rejectsACertificateBoundTokenAsItsMetadataSay() {
        String token =
                issuer.token(t -> t.claim("cnf", Map.of("x5t#S256", "A4DtL2JmUMhAsvJj5tKyn64SqzmuXbMrJa0n761y5v0")));

        assertThat(application.getWith(token, "/claims").statusCode()).isEqualTo(401);
        if (!SpringBootVersion.getVersion().startsWith("3.")) {
            assertThat(application.get("/.well-known/oauth-protected-resource").body())
                    .contains("\"tls_client_certificate_bound_access_tokens\":true");
        }
    }

    private String bound(ECKey to) throws JOSEException {
        String thumbprint = to.computeThumbprint().toString();
        return issuer.token(t -> t.subject("u1").claim("cnf", Map.of("jkt", thumbprint)));
    }

    private HttpResponse<String> dPoP(String token, String proof) {
        return application.get("/claims", "Authorization", "DPoP " + token, "DPoP", proof);
    }

    private static ECKey newKey() {
        try {
            return new ECKeyGenerator(Curve.P_256).generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String proof(ECKey by, String token) throws JOSEException, NoSuchAlgorithmException {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType("dpop+jwt"))
                .jwk(by.toPublicJWK())
                .build();
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
        String port = application.context().getEnvironment().getProperty("local.server.port");
        SignedJWT proof = new SignedJWT(
                header,
                new JWTClaimsSet.Builder()
                        .jwtID(UUID.randomUUID().toString())
                        .issueTime(Date.from(Instant.now()))
                        .claim("htm", "GET")
                        .claim("htu", "http://127.0.0.1:" + port + "/claims")
                        .claim("ath", Base64.getUrlEncoder().withoutPadding().encodeToString(digest))
                        .build());
        proof.sign(new ECDSASigner(by));
        return proof.serialize();
    }
}
