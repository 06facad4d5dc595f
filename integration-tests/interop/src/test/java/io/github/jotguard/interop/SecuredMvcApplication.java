package io.github.jotguard.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** Spring MVC with Spring Security's own DPoP and the decoder of the adapter. */
record SecuredMvcApplication(SpringApplicationUnderTest running) implements Application {

    static final String REJECTED = "rejected";

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(SpringApplicationUnderTest.Pages.class)
    static class Chain {

        @Bean
        SecurityFilterChain api(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .oauth2ResourceServer(
                            server -> server.jwt(Customizer.withDefaults()).dPoP(Customizer.withDefaults()))
                    .build();
        }
    }

    static Application start(Settings settings, TlsServer tls) {
        return new SecuredMvcApplication(
                SpringApplicationUnderTest.start(WebApplicationType.SERVLET, Chain.class, settings, tls));
    }

    /** Returns {@code accepted} or {@value #REJECTED}: Spring Security has no codes of ours. */
    @Override
    public String verdict(Credential credential) {
        HttpVerdict page = running.page();
        Http.Reply reply = page.get(credential, page.address()); // its chain has no public origin
        if (reply.status() == 200) {
            return Row.ACCEPTED;
        }
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("WWW-Authenticate")).containsPattern("error=\"(invalid_token|invalid_dpop_proof)\"");
        return REJECTED;
    }

    @Override
    public void close() {
        running.close();
    }
}
