package io.github.jotguard.springtests.webflux;

import static io.github.jotguard.springtests.Problems.assertProblem;

import io.github.jotguard.springtests.CallerParametersContract;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Further rules for WebFlux. */
public abstract class ReactiveCallerParametersContract extends CallerParametersContract {

    @Override
    protected List<String> furtherPaths() {
        return List.of("/caller/mono", "/caller/mono-user");
    }

    @Override
    protected List<String> furtherForms() {
        return List.of("/caller/bind", "/caller/bind-jwt");
    }

    @Test
    void callsNoControllerWithMonoOfNobody() {
        assertProblem(application.get("/open/caller/mono" + FORGED), 401, "missing_token");
    }
}
