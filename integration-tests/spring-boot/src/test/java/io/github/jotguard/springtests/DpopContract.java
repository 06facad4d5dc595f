package io.github.jotguard.springtests;

import static io.github.jotguard.springtests.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jotguard.testing.DpopFault;
import io.github.jotguard.testing.TestDpopKey;
import io.github.jotguard.testing.TestIssuer;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tokens that are bound to a DPoP key (RFC 9449), by properties alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class DpopContract {

    private static final String ORIGIN = "https://api.example.com";

    private final TestDpopKey key = TestDpopKey.generate("EdDSA");
    private TestIssuer issuer;
    private RunningApplication application;
    private String bound;

    protected abstract Class<?> configuration();

    @BeforeAll
    void start() {
        issuer = TestIssuer.start();
        bound = issuer.token(t -> t.subject("u1").boundTo(key));
        application = RunningApplication.trusting(
                issuer, configuration(), "--jotguard.dpop=accept", "--jotguard.public-origin=" + ORIGIN);
    }

    @AfterAll
    void stop() {
        application.close();
        issuer.close();
    }

    private HttpResponse<String> get(RunningApplication from, String token, String... proofs) {
        String[] headers = new String[2 + 2 * proofs.length];
        headers[0] = "Authorization";
        headers[1] = "DPoP " + token;
        for (int i = 0; i < proofs.length; i++) {
            headers[2 + 2 * i] = "DPoP";
            headers[3 + 2 * i] = proofs[i];
        }
        return from.get("/claims", headers);
    }

    private String proof() {
        return key.proof("GET", ORIGIN + "/claims", bound);
    }

    private static List<String> challenges(HttpResponse<String> answer) {
        return answer.headers().allValues("WWW-Authenticate");
    }

    @Test
    void acceptsABoundTokenWithItsProofOnce() {
        String proof = proof();
        HttpResponse<String> answer = get(application, bound, proof);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"sub\":\"u1\"");
        assertProblem(get(application, bound, proof), 401, "invalid_dpop_proof");
    }

    @Test
    void rejectsABoundTokenUnderBearer() {
        HttpResponse<String> answer = application.get("/claims", "Authorization", "Bearer " + bound, "DPoP", proof());

        assertProblem(answer, 401, "sender_constrained");
        assertThat(challenges(answer).get(0)).startsWith("DPoP realm=\"api\", error=\"invalid_token\"");
    }

    @Test
    void acceptsAnUnboundTokenUnderBearerAlone() {
        String unbound = issuer.token(t -> t.subject("u1"));

        assertThat(application.getWith(unbound, "/claims").statusCode()).isEqualTo(200);
        assertProblem(get(application, unbound, key.proof("GET", ORIGIN + "/claims", unbound)), 401, "not_bound");
    }

    @Test
    void announcesBothSchemes() {
        assertThat(challenges(application.get("/claims")))
                .containsExactly("Bearer realm=\"api\"", "DPoP realm=\"api\", algs=\"EdDSA ES256 RS256 PS256\"");
    }

    @Test
    void rejectsSeveralProofsAndNone() {
        assertProblem(get(application, bound), 401, "invalid_dpop_proof");
        assertProblem(get(application, bound, proof(), proof()), 401, "invalid_dpop_proof");
        assertProblem(get(application, bound, proof() + "," + proof()), 401, "invalid_dpop_proof");
    }

    @ParameterizedTest
    @EnumSource
    void rejectsEachFault(DpopFault fault) {
        HttpResponse<String> answer = get(application, bound, key.proof("GET", ORIGIN + "/claims", bound, fault));

        assertProblem(answer, 401, fault == DpopFault.OTHER_KEY ? "sender_constrained" : "invalid_dpop_proof");
        assertThat(challenges(answer).get(0)).startsWith("DPoP ");
    }
}
