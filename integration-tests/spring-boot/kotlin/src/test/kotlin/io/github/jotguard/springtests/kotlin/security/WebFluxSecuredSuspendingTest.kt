package io.github.jotguard.springtests.kotlin.security

import io.github.jotguard.spring.ProblemResponses
import org.springframework.context.annotation.Bean
import org.springframework.context.annotation.Configuration
import org.springframework.context.annotation.Import
import org.springframework.security.config.annotation.method.configuration.EnableReactiveMethodSecurity
import org.springframework.security.config.web.server.ServerHttpSecurity
import org.springframework.security.web.server.SecurityWebFilterChain
import org.springframework.test.context.TestPropertySource

@TestPropertySource(properties = ["spring.main.web-application-type=reactive"])
@Import(WebFluxSecuredSuspendingTest.Chain::class, PrincipalApi::class)
class WebFluxSecuredSuspendingTest : SecuredSuspendingContract() {

    @Configuration(proxyBeanMethods = false)
    @EnableReactiveMethodSecurity
    class Chain {

        @Bean
        fun api(http: ServerHttpSecurity): SecurityWebFilterChain =
            http
                .authorizeExchange {
                    it.pathMatchers("/open/**").permitAll()
                    it.anyExchange().authenticated()
                }
                .csrf { it.disable() }
                .oauth2ResourceServer(ProblemResponses.reactive())
                .build()
    }
}
