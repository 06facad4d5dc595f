package io.github.jotguard.springtests;

import static io.github.jotguard.springtests.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.testing.TestDpopKey;
import io.github.jotguard.testing.TestIssuer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Proofs of every request, with nonces, by properties alone. */
public abstract class RequiredDpopContract {

    private static final String ORIGIN = "https://api.example.com";

    protected abstract Class<?> configuration();

    @Test
    void requiresProofsWithNonces() {
        TestDpopKey key = TestDpopKey.generate("EdDSA");
        try (TestIssuer issuer = TestIssuer.start();
                RunningApplication application = RunningApplication.trusting(
                        issuer,
                        configuration(),
                        "--jotguard.dpop=require",
                        "--jotguard.dpop-nonce=true",
                        "--jotguard.dpop-algorithms=EdDSA",
                        "--jotguard.resource=" + ORIGIN + "/",
                        "--jotguard.audience=" + issuer.audience())) {
            String bound = issuer.token(t -> t.boundTo(key));
            String uri = ORIGIN + "/claims";

            assertProblem(application.getWith(issuer.token(), "/claims"), 401, "not_bound");
            HttpResponse<String> first =
                    application.get("/claims", "Authorization", "DPoP " + bound, "DPoP", key.proof("GET", uri, bound));
            String nonce = first.headers().firstValue("DPoP-Nonce").orElseThrow();
            assertProblem(first, 401, "use_dpop_nonce");
            assertThat(first.headers().allValues("WWW-Authenticate"))
                    .singleElement()
                    .asString()
                    .startsWith("DPoP ")
                    .contains("algs=\"EdDSA\"");

            String proof = key.proof("GET", uri, bound, p -> p.nonce(nonce));
            assertThat(application
                            .get("/claims", "Authorization", "DPoP " + bound, "DPoP", proof)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(application.get("/.well-known/oauth-protected-resource").body())
                    .contains("\"dpop_signing_alg_values_supported\":[\"EdDSA\"]")
                    .contains("\"dpop_bound_access_tokens_required\":true");
        }
    }
}
