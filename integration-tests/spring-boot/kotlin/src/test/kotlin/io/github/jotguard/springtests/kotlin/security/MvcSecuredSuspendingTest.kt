package io.github.jotguard.springtests.kotlin.security

import io.github.jotguard.spring.ProblemResponses
import jakarta.servlet.DispatcherType
import org.springframework.context.annotation.Bean
import org.springframework.context.annotation.Configuration
import org.springframework.context.annotation.Import
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity
import org.springframework.security.config.annotation.web.builders.HttpSecurity
import org.springframework.security.config.http.SessionCreationPolicy
import org.springframework.security.web.SecurityFilterChain
import org.springframework.test.context.TestPropertySource

@TestPropertySource(properties = ["spring.main.web-application-type=servlet"])
@Import(MvcSecuredSuspendingTest.Chain::class, PrincipalApi::class)
class MvcSecuredSuspendingTest : SecuredSuspendingContract() {

    @Configuration(proxyBeanMethods = false)
    @EnableMethodSecurity
    class Chain {

        @Bean
        fun api(http: HttpSecurity): SecurityFilterChain =
            http
                .authorizeHttpRequests {
                    it.dispatcherTypeMatchers(DispatcherType.ERROR).permitAll()
                    it.requestMatchers("/open/**").permitAll()
                    it.anyRequest().authenticated()
                }
                .csrf { it.disable() }
                .sessionManagement { it.sessionCreationPolicy(SessionCreationPolicy.STATELESS) }
                .oauth2ResourceServer(ProblemResponses.servlet())
                .build()
    }
}
