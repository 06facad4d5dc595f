package io.github.jotguard.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.jwks.RemoteJwkSet;
import io.github.jotguard.testing.TestIssuer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Bound tokens on one stack: a real issuer's with a DPoP proof, and one with a client certificate in a TLS handshake. */
abstract class StackContract {

    /** Starts an application of the stack; {@code tls} is null for plain HTTP. */
    abstract Application start(Settings settings, TlsServer tls);

    /** Returns the verdict of this stack for a reason. */
    String verdictFor(String reason) {
        return reason;
    }

    @Test
    void acceptsABoundTokenOfBetterAuthWithItsProofAlone() {
        try (BetterAuth server = BetterAuth.start();
                Application application = start(BetterAuthSettings.oauth(server).with("dpop = accept"), null)) {
            ProofKey key = ProofKey.create();
            BetterAuth.Session user = server.signUp();
            String bound = server.registerBound().tokens(user, key).access();
            String unbound = server.register().tokens(user).access();

            assertThat(application.verdict(Credential.of(bound, key))).isEqualTo(Row.ACCEPTED);
            assertThat(application.verdict(Credential.of(bound, ProofKey.create())))
                    .isEqualTo(verdictFor("sender_constrained"));
            assertThat(application.verdict(bound)).isEqualTo(verdictFor("sender_constrained"));
            assertThat(application.verdict(unbound)).isEqualTo(Row.ACCEPTED);
            assertThat(application.verdict(Credential.of(unbound, key))).isEqualTo(verdictFor("not_bound"));
        }
    }

    @Test
    void acceptsATokenOfACertificateWithThatInTheHandshakeAlone() {
        try (ScratchDirectory directory = ScratchDirectory.create("certificates");
                TestIssuer issuer = TestIssuer.start()) {
            ClientCertificate right = ClientCertificate.create(directory, "right");
            ClientCertificate another = ClientCertificate.create(directory, "another");
            String token = issuer.token(t -> t.claim("cnf", Map.of("x5t#S256", right.thumbprint())));
            try (TlsServer tls = TlsServer.trusting(List.of(right, another));
                    Application application = start(settings(issuer), tls)) {
                assertThat(application.verdict(Credential.of(token, right))).isEqualTo(Row.ACCEPTED);
                assertThat(application.verdict(Credential.of(token, another)))
                        .isEqualTo(verdictFor("sender_constrained"));
                assertThat(application.verdict(token)).isEqualTo(verdictFor("sender_constrained"));
                assertThat(application.verdict(issuer.token())).isEqualTo(Row.ACCEPTED);
            }
        }
    }

    private static Settings settings(TestIssuer issuer) {
        return new Settings(
                () -> TrustedIssuer.builder(
                                issuer.issuer(),
                                RemoteJwkSet.at(issuer.jwksUri().toString()))
                        .audience(issuer.audience()),
                Map.of(
                        "jotguard.issuer", issuer.issuer(),
                        "jotguard.jwks-uri", issuer.jwksUri().toString(),
                        "jotguard.audience", issuer.audience()),
                Map.of(
                        "issuer", issuer.issuer(),
                        "jwksUri", issuer.jwksUri().toString(),
                        "audience", issuer.audience()));
    }
}
