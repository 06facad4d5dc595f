package io.github.jotguard.springtests.security.webflux;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.springtests.webflux.MonoApi;
import io.github.jotguard.springtests.webflux.ReactiveCallerParametersContract;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

class WebFluxSecuredCallerParametersTest extends ReactiveCallerParametersContract {

    @Override
    protected List<Class<?>> configurations() {
        return List.of(WebFluxSecurityApplication.class, MonoApi.class, PrincipalApi.class);
    }

    @Override
    protected List<String> furtherPaths() {
        return Stream.concat(super.furtherPaths().stream(), Stream.of("/caller/principal"))
                .toList();
    }

    @RestController
    static class PrincipalApi {

        @GetMapping("/caller/principal")
        String principal(@AuthenticationPrincipal VerifiedJwt jwt) {
            return jwt.subject();
        }
    }
}
