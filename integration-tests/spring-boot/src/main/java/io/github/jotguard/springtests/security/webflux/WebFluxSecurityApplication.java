package io.github.jotguard.springtests.security.webflux;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.spring.ProblemResponses;
import io.github.jotguard.springtests.Application;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableReactiveMethodSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The application with a security chain of its own. */
@SpringBootConfiguration
@EnableAutoConfiguration
@EnableReactiveMethodSecurity
@Import({Application.class, WebFluxSecurityApplication.SecuredApi.class})
public class WebFluxSecurityApplication {

    /** Starts it. */
    public static void main(String[] args) {
        SpringApplication.run(WebFluxSecurityApplication.class, args);
    }

    @Bean
    SecurityWebFilterChain api(ServerHttpSecurity http) {
        return http.authorizeExchange(requests -> requests.pathMatchers("/open/**", "/actuator/**")
                        .permitAll()
                        .anyExchange()
                        .authenticated())
                .csrf(csrf -> csrf.disable())
                .oauth2ResourceServer(ProblemResponses.reactive())
                .build();
    }

    @RestController
    static class SecuredApi {

        @GetMapping("/authorities")
        Mono<List<String>> authorities(Authentication caller, VerifiedJwt jwt, @AuthenticationPrincipal Jwt principal) {
            if (!caller.getName().equals(jwt.subject())
                    || !principal.getSubject().equals(jwt.subject())) {
                throw new IllegalStateException("not one caller");
            }
            return Mono.just(caller.getAuthorities().stream()
                    .map(GrantedAuthority::getAuthority)
                    .filter(name -> !name.startsWith("FACTOR_"))
                    .sorted()
                    .toList());
        }

        @GetMapping("/admin")
        @PreAuthorize("hasAuthority('SCOPE_admin')")
        Mono<String> admin(VerifiedJwt jwt) {
            return Mono.just(jwt.subject());
        }
    }
}
