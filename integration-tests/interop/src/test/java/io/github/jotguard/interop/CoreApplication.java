package io.github.jotguard.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jotguard.Explanation;
import io.github.jotguard.JwtRejectedException;
import io.github.jotguard.JwtVerifier;
import io.github.jotguard.dpop.DpopMode;
import io.github.jotguard.dpop.DpopRejectedException;
import io.github.jotguard.dpop.DpopRequest;
import io.github.jotguard.dpop.DpopSettings;
import io.github.jotguard.dpop.DpopVerifier;
import java.util.List;

/** The verifier alone. It is asked twice, the second time with the token in its cache, and once to explain. */
record CoreApplication(JwtVerifier verifier, DpopVerifier proofs) implements Application {

    private static final String ADDRESS = "https://api.test/page";

    static Application start(Settings settings) {
        return new CoreApplication(settings.verifier(), new DpopVerifier(DpopSettings.of(settings.dpop())));
    }

    @Override
    public String verdict(Credential credential) {
        String verdict = verdictOnce(credential);
        assertThat(verdictOnce(credential)).as("the verdict of the second time").isEqualTo(verdict);
        if (credential.key().isEmpty() && credential.certificate().isEmpty()) {
            Explanation explanation = verifier.explain(credential.token());
            assertThat(explanation.isAccepted()).as(explanation.toString()).isEqualTo(verdict.equals(Row.ACCEPTED));
        }
        return verdict;
    }

    String verdictOnce(Credential credential) {
        try {
            if (credential.key().isPresent() && proofs.settings().mode() != DpopMode.REJECT) {
                verifyProof(credential.token(), credential.key().get());
            } else {
                verifier.verify(
                        credential.token(),
                        (method, thumbprint) -> method.equals("x5t#S256")
                                && credential
                                        .certificate()
                                        .map(ClientCertificate::thumbprint)
                                        .filter(thumbprint::equals)
                                        .isPresent());
            }
            return Row.ACCEPTED;
        } catch (JwtRejectedException rejected) {
            return rejected.reason().code();
        } catch (DpopRejectedException rejected) {
            return rejected.rejection().code();
        }
    }

    /** Verifies with a new proof, and once more with the same one, which must not count again. */
    private void verifyProof(String token, ProofKey key) {
        DpopRequest request = new DpopRequest(token, List.of(key.proof("GET", ADDRESS, token)), "GET", ADDRESS);
        proofs.verify(verifier, request);
        assertThatThrownBy(() -> proofs.verify(verifier, request)).isInstanceOf(DpopRejectedException.class);
    }

    @Override
    public void close() {
        verifier.close();
    }
}
