package io.github.jotguard.springtests.security.mvc;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.springtests.CallerParametersContract;
import java.util.List;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

class MvcSecuredCallerParametersTest extends CallerParametersContract {

    @Override
    protected List<Class<?>> configurations() {
        return List.of(MvcSecurityApplication.class, PrincipalApi.class);
    }

    @Override
    protected List<String> furtherPaths() {
        return List.of("/caller/principal");
    }

    @RestController
    static class PrincipalApi {

        @GetMapping("/caller/principal")
        String principal(@AuthenticationPrincipal VerifiedJwt jwt) {
            return jwt.subject();
        }
    }
}
