package io.github.jotguard.spring.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.jotguard.ProofOfPossession;
import io.github.jotguard.bearer.BearerErrorException;
import io.github.jotguard.dpop.DpopMode;
import io.github.jotguard.spring.TestTokens;
import io.github.jotguard.testing.TestDpopKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A chain of Spring MVC that accepts unbound tokens, or not. */
class ServletTokenVerificationTest {

    private static final ProofOfPossession CHECKED = (method, thumbprint) -> method.equals("jkt");
    /** A provider has checked this one key, and the chain as such does not. */
    private static final ProofOfPossession KEY_ALONE =
            (method, thumbprint) -> method.equals("jkt") && !thumbprint.isEmpty();

    private final TestTokens tokens = new TestTokens();
    private final String unbound = tokens.issuer().token();
    private final String bound = tokens.issuer().token(t -> t.boundTo(TestDpopKey.generate("ES256")));

    @AfterEach
    void stop() {
        tokens.close();
    }

    private String subject(ProofOfPossession proofs, DpopMode mode, String token) throws BearerErrorException {
        return new ServletTokenVerification(tokens.verifier(), proofs, mode)
                .verify(token)
                .subject();
    }

    private void assertNotBound(ProofOfPossession proofs, String token) {
        assertThatExceptionOfType(BearerErrorException.class)
                .isThrownBy(() -> subject(proofs, DpopMode.REQUIRE, token))
                .withMessage("not_bound");
    }

    @Test
    void acceptsUnboundTokensUnlessBindingIsRequired() throws Exception {
        assertThat(subject(CHECKED, DpopMode.ACCEPT, unbound)).isEqualTo("test-user");
        assertNotBound(CHECKED, unbound);
    }

    @Test
    void acceptsABoundTokenWhoseProofTheChainChecks() throws Exception {
        assertThat(subject(CHECKED, DpopMode.ACCEPT, bound)).isEqualTo("test-user");
        assertThat(subject(CHECKED, DpopMode.REQUIRE, bound)).isEqualTo("test-user");
    }

    @Test
    void rejectsABoundTokenThatTheChainTakesWithoutAProof() {
        assertNotBound(KEY_ALONE, bound);
    }
}
