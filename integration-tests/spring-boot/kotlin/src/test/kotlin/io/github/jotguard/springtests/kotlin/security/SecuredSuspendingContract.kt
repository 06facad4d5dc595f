package io.github.jotguard.springtests.kotlin.security

import io.github.jotguard.springtests.kotlin.SuspendingContract
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.ValueSource

abstract class SecuredSuspendingContract : SuspendingContract() {

    @ParameterizedTest
    @ValueSource(strings = ["/authentication", "/principal/jwt", "/principal/nullable", "/principal/spring"])
    fun `gives each request its own principal after a suspension`(path: String) {
        assertGivesEachRequestItsOwnCaller(path)
        assertProblem(get(path), 401, "missing_token")
    }

    @Test
    fun `calls a function that needs no principal without one`() {
        assertThat(get("/open/principal/nullable").body()).isEqualTo("anonymous")
    }

    @Test
    fun `demands the authority of a function that suspends`() {
        assertThat(get("/admin", issuer.token { it.subject("u1").scope("admin") }).body()).isEqualTo("u1")
        assertThat(get("/admin", tokenOf("u1")).statusCode()).isEqualTo(403)
    }
}
