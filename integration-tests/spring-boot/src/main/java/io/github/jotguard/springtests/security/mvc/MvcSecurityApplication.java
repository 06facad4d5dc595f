package io.github.jotguard.springtests.security.mvc;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.spring.ProblemResponses;
import io.github.jotguard.springtests.Application;
import jakarta.servlet.DispatcherType;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The application with a security chain of its own. */
@SpringBootConfiguration
@EnableAutoConfiguration
@EnableMethodSecurity
@Import({Application.class, MvcSecurityApplication.SecuredApi.class})
public class MvcSecurityApplication {

    /** Starts it. */
    public static void main(String[] args) {
        SpringApplication.run(MvcSecurityApplication.class, args);
    }

    @Bean
    SecurityFilterChain api(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers("/open/**", "/actuator/**")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .csrf(csrf -> csrf.disable())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .oauth2ResourceServer(ProblemResponses.servlet())
                .build();
    }

    @RestController
    static class SecuredApi {

        @GetMapping("/authorities")
        List<String> authorities(Authentication caller, VerifiedJwt jwt, @AuthenticationPrincipal Jwt principal) {
            if (!caller.getName().equals(jwt.subject())
                    || !principal.getSubject().equals(jwt.subject())) {
                throw new IllegalStateException("not one caller");
            }
            return caller.getAuthorities().stream()
                    .map(GrantedAuthority::getAuthority)
                    .filter(name -> !name.startsWith("FACTOR_"))
                    .sorted()
                    .toList();
        }

        @GetMapping("/admin")
        @PreAuthorize("hasAuthority('SCOPE_admin')")
        String admin(VerifiedJwt jwt) {
            return jwt.subject();
        }
    }
}
