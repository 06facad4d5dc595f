package io.github.jotguard.springtests.security.webflux;

import io.github.jotguard.springtests.ForeignDecoderContract;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

class WebFluxForeignDecoderTest extends ForeignDecoderContract {

    @Override
    protected Class<?> configuration() {
        return ForeignDecoder.class;
    }

    @Configuration(proxyBeanMethods = false)
    @Import({WebFluxSecurityApplication.class, PrincipalApi.class})
    static class ForeignDecoder {

        @Bean
        ReactiveJwtDecoder otherDecoder(@Value("${other.jwks-uri}") String keys) {
            return NimbusReactiveJwtDecoder.withJwkSetUri(keys).build();
        }
    }

    @RestController
    static class PrincipalApi {

        @GetMapping("/principal")
        String principal(@AuthenticationPrincipal Jwt jwt) {
            return jwt.getSubject();
        }
    }
}
