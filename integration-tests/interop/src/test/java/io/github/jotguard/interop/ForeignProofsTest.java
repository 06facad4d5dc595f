package io.github.jotguard.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.dpop.DpopMode;
import io.github.jotguard.dpop.DpopRejectedException;
import io.github.jotguard.dpop.DpopRequest;
import io.github.jotguard.dpop.DpopSettings;
import io.github.jotguard.dpop.DpopVerifier;
import io.github.jotguard.issuers.KnownIssuers;
import io.github.jotguard.testing.TestIssuer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Proofs that somebody else's library has made, in each algorithm that it has and that is allowed by default. */
@TestInstance(Lifecycle.PER_CLASS)
class ForeignProofsTest {

    private static final String URI = "https://api.test/cases/1?page=2";

    private final DpopVerifier proofs = new DpopVerifier(DpopSettings.of(DpopMode.REQUIRE));
    private final DpopVerifier proofsWithNonce = new DpopVerifier(
            DpopSettings.builder(DpopMode.REQUIRE).requireNonce().build());
    private NodeProofs node;
    private TestIssuer issuer;
    private JwtVerifier tokens;

    @BeforeAll
    void start() {
        node = NodeProofs.start();
        issuer = TestIssuer.start();
        tokens = JwtVerifier.trusting(KnownIssuers.betterAuth(issuer.origin()).build());
    }

    @AfterAll
    void stop() {
        if (node != null) {
            tokens.close();
            issuer.close();
            node.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "dpop, ES256",
        "dpop, Ed25519",
        "dpop, PS256",
        "dpop, RS256",
        "jose, ES256",
        "jose, EdDSA",
        "jose, Ed25519",
        "jose, PS256",
        "jose, RS256",
        "nimbus, ES256",
        "nimbus, PS256",
        "nimbus, RS256"
    })
    void acceptsAProofOnceForItsRequest(String library, String algorithm) {
        ForeignClient client =
                library.equals("nimbus") ? NimbusProofs.client(algorithm) : node.client(library, algorithm);
        String token = issuer.token(t -> t.subject("u1").claim("cnf", Map.of("jkt", client.thumbprint())));
        String htu = URI.substring(0, URI.indexOf('?'));
        List<String> proof = List.of(client.proof("GET", htu, token, ""));

        assertThatThrownBy(() -> proofs.verify(tokens, new DpopRequest(token, proof, "POST", URI)))
                .isInstanceOf(DpopRejectedException.class);
        VerifiedJwt jwt = proofs.verify(tokens, new DpopRequest(token, proof, "GET", URI));
        assertThat(jwt.subject()).isEqualTo("u1");
        assertThatThrownBy(() -> proofs.verify(tokens, new DpopRequest(token, proof, "GET", URI)))
                .isInstanceOf(DpopRejectedException.class);
        assertAcceptedWithNonceAlone(client, token, htu);
    }

    private void assertAcceptedWithNonceAlone(ForeignClient client, String token, String htu) {
        List<String> without = List.of(client.proof("GET", htu, token, ""));
        List<String> with =
                List.of(client.proof("GET", htu, token, proofsWithNonce.nonce().orElseThrow()));

        assertThatThrownBy(() -> proofsWithNonce.verify(tokens, new DpopRequest(token, without, "GET", URI)))
                .isInstanceOfSatisfying(
                        DpopRejectedException.class,
                        rejected -> assertThat(rejected.rejection().code()).isEqualTo("use_dpop_nonce"));
        assertThat(proofsWithNonce
                        .verify(tokens, new DpopRequest(token, with, "GET", URI))
                        .subject())
                .isEqualTo("u1");
    }
}
