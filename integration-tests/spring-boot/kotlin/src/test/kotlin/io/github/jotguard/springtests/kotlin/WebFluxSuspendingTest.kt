package io.github.jotguard.springtests.kotlin

import org.junit.jupiter.api.Test
import org.springframework.context.annotation.Bean
import org.springframework.context.annotation.Configuration
import org.springframework.context.annotation.Import
import org.springframework.test.context.TestPropertySource
import org.springframework.web.reactive.function.server.awaitPrincipal
import org.springframework.web.reactive.function.server.bodyValueAndAwait
import org.springframework.web.reactive.function.server.coRouter

@TestPropertySource(properties = ["spring.main.web-application-type=reactive"])
@Import(WebFluxSuspendingTest.Routes::class)
class WebFluxSuspendingTest : SuspendingContract() {

    @Configuration(proxyBeanMethods = false)
    class Routes {

        @Bean
        fun routes() = coRouter {
            GET("/route") { request ->
                val principal = request.awaitPrincipal()
                ok().bodyValueAndAwait(afterSuspension { principal?.name ?: "anonymous" })
            }
        }
    }

    @Test
    fun `gives the caller to a route that suspends`() {
        assertGivesEachRequestItsOwnCaller("/route")
        assertProblem(get("/route"), 401, "missing_token")
    }
}
