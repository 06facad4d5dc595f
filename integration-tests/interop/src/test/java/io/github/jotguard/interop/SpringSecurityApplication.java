package io.github.jotguard.interop;

import io.github.jotguard.testing.TestIssuer;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** Spring Security alone: its decoder and its DPoP, without the adapter. */
final class SpringSecurityApplication {

    private SpringSecurityApplication() {}

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(SpringApplicationUnderTest.Pages.class)
    static class Chain {

        @Bean
        SecurityFilterChain api(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .csrf(csrf -> csrf.disable())
                    .oauth2ResourceServer(
                            server -> server.jwt(Customizer.withDefaults()).dPoP(Customizer.withDefaults()))
                    .build();
        }
    }

    static SpringApplicationUnderTest start(TestIssuer issuer) {
        Map<String, Object> properties = Map.of(
                "logging.level.org.apache.catalina.core",
                "OFF", // an empty header is an exception there
                "jotguard.enabled",
                "false",
                "spring.security.oauth2.resourceserver.jwt.jwk-set-uri",
                issuer.jwksUri().toString(),
                "spring.security.oauth2.resourceserver.jwt.jws-algorithms",
                "ES256",
                "spring.security.oauth2.resourceserver.jwt.issuer-uri",
                issuer.issuer(),
                "spring.security.oauth2.resourceserver.jwt.audiences",
                issuer.audience());
        return SpringApplicationUnderTest.start(
                WebApplicationType.SERVLET, Chain.class, new Settings(null, properties, Map.of()), null);
    }
}
