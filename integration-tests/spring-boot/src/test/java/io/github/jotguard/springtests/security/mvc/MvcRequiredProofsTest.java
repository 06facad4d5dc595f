package io.github.jotguard.springtests.security.mvc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.springtests.RunningApplication;
import io.github.jotguard.testing.TestDpopKey;
import io.github.jotguard.testing.TestIssuer;
import org.junit.jupiter.api.Test;

/** Spring Security verifies the proofs in its chain, and our decoder requires that it has. */
class MvcRequiredProofsTest {

    @Test
    void rejectsTokensThatTheChainTakesWithoutAProof() {
        TestDpopKey key = TestDpopKey.generate("ES256");
        try (TestIssuer issuer = TestIssuer.start();
                RunningApplication application = RunningApplication.trusting(
                        issuer, MvcBoundTokensTest.DPoPApplication.class, "--jotguard.dpop=require")) {
            String bound = issuer.token(t -> t.boundTo(key));
            String uri = "http://127.0.0.1:"
                    + application.context().getEnvironment().getProperty("local.server.port") + "/claims";

            assertThat(application.getWith(issuer.token(), "/claims").statusCode())
                    .isEqualTo(401);
            assertThat(application.getWith(bound, "/claims").statusCode()).isEqualTo(401);
            assertThat(application
                            .get("/claims", "Authorization", "DPoP " + bound, "DPoP", key.proof("GET", uri, bound))
                            .statusCode())
                    .isEqualTo(200);
        }
    }
}
