package io.github.jotguard.springtests.kotlin

import io.github.jotguard.spring.test.UseTestIssuer
import io.github.jotguard.testing.TestIssuer
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse
import java.net.http.HttpResponse.BodyHandlers
import java.time.Duration
import java.util.concurrent.CompletableFuture
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.CsvSource
import org.junit.jupiter.params.provider.ValueSource
import org.springframework.beans.factory.annotation.Autowired
import org.springframework.boot.test.context.SpringBootTest
import org.springframework.boot.test.web.server.LocalServerPort
import org.springframework.test.context.TestPropertySource

/** A controller whose functions suspend gets the caller as any other. */
@SpringBootTest(
    classes = [KotlinApplication::class, Users::class],
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
)
@TestPropertySource(properties = ["server.address=127.0.0.1", "jotguard.exclude=/open/*"])
@UseTestIssuer
abstract class SuspendingContract {

    @Autowired protected lateinit var issuer: TestIssuer

    @LocalServerPort private var port = 0

    protected fun request(path: String, token: String?): HttpRequest.Builder =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:$port$path")).timeout(Duration.ofSeconds(20)).apply {
            token?.let { header("Authorization", "Bearer $it") }
        }

    protected fun tokenOf(subject: String): String = issuer.token { it.subject(subject) }

    protected fun get(path: String, token: String? = null): HttpResponse<String> =
        CLIENT.send(request(path, token).build(), BodyHandlers.ofString())

    protected fun assertGivesEachRequestItsOwnCaller(path: String) {
        val answers =
            (1..CALLERS).associate { number ->
                val request = request(path, tokenOf("u$number")).build()
                "u$number" to CLIENT.sendAsync(request, BodyHandlers.ofString())
            }
        CompletableFuture.allOf(*answers.values.toTypedArray()).join()
        answers.forEach { (subject, answer) ->
            assertThat(answer.join().body()).isEqualTo(subject)
            assertThat(answer.join().statusCode()).isEqualTo(200)
        }
    }

    protected fun assertProblem(answer: HttpResponse<String>, status: Int, code: String) {
        assertThat(answer.statusCode()).`as`(answer.body()).isEqualTo(status)
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json")
        assertThat(answer.body()).contains(code)
    }

    @ParameterizedTest
    @ValueSource(strings = ["/jwt", "/nullable", "/optional", "/value", "/user", "/default", "/principal", "/flow"])
    fun `gives each request its own caller after a suspension`(path: String) {
        assertGivesEachRequestItsOwnCaller(path)
    }

    @Test
    fun `gives the caller to a function that returns a type with a token`() {
        assertThat(get("/entity", tokenOf("u1")).headers().firstValue("subject")).hasValue("u1")
    }

    @ParameterizedTest
    @ValueSource(
        strings = ["/jwt", "/nullable", "/user", "/flow", "/entity", "/failing", "/status/404", "/no-such-path"]
    )
    fun `rejects a request without token`(path: String) {
        assertProblem(get(path), 401, "missing_token")
    }

    @ParameterizedTest
    @ValueSource(strings = ["/open/jwt", "/open/value", "/open/user", "/open/entity"])
    fun `rejects a request without token where the function needs a caller`(path: String) {
        assertProblem(get(path), 401, "missing_token")
    }

    @ParameterizedTest
    @ValueSource(strings = ["/open/nullable", "/open/optional", "/open/default"])
    fun `calls a function that needs no caller without one`(path: String) {
        assertThat(get(path).body()).isEqualTo("anonymous")
    }

    @Test
    fun `rejects a token that the application's rule rejects`() {
        assertProblem(get("/jwt", issuer.token { it.claim("banned", true) }), 401, "claim_rejected")
    }

    @Test
    fun `rejects an unknown user where the function needs one`() {
        assertProblem(get("/user", tokenOf("nobody")), 401, "user_not_found")
        assertThat(get("/default", tokenOf("nobody")).body()).isEqualTo("anonymous")
    }

    @ParameterizedTest
    @CsvSource("/status/404,404", "/status/409,409", "/status/403,403", "/failing,500")
    fun `keeps the status of an exception after a suspension`(path: String, status: Int) {
        assertThat(get(path, tokenOf("u1")).statusCode()).isEqualTo(status)
        assertThat(get("/open$path").statusCode()).isEqualTo(status)
    }

    @Test
    fun `gives the caller to the handler of an exception after a suspension`() {
        val answer = get("/rejected", tokenOf("u1"))
        assertThat(answer.statusCode()).isEqualTo(409)
        assertThat(answer.body()).isEqualTo("u1")
    }

    @ParameterizedTest
    @ValueSource(strings = ["nullable", "required", "defaulted", "nested", "wrapped", "mutable"])
    fun `takes no token from the request into a form`(form: String) {
        assertTakesNoToken(get("/form/$form$FORGED", tokenOf("u1")))
    }

    @ParameterizedTest
    @ValueSource(strings = ["nullable", "required", "defaulted", "mutable"])
    fun `takes no token from a body`(form: String) {
        val request = request("/body/$form", tokenOf("u1")).header("Content-Type", "application/json")
        assertTakesNoToken(CLIENT.send(request.POST(BodyPublishers.ofString(JSON)).build(), BodyHandlers.ofString()))
    }

    private fun assertTakesNoToken(answer: HttpResponse<String>) {
        assertThat(answer.body()).doesNotContain("admin")
        assertThat(answer.statusCode()).`as`(answer.body()).isNotIn(401, 403, 404, 405, 415)
    }

    private companion object {

        const val CALLERS = 20

        val CLIENT: HttpClient = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()

        /** What data binding would fill a token, and forms with one, from. */
        const val FORGED =
            "?claims.all%5Bsub%5D=admin&subject=admin&sub=admin" +
                "&jwt=admin&jwt.claims.all%5Bsub%5D=admin&jwt.subject=admin&late=admin&late.subject=admin" +
                "&form.jwt=admin&form.jwt.subject=admin&form.jwt.claims.all%5Bsub%5D=admin" +
                "&list%5B0%5D.claims.all%5Bsub%5D=admin&list%5B0%5D=admin&map%5Ba%5D.claims.all%5Bsub%5D=admin" +
                "&array%5B0%5D.subject=admin&caller.jwt.subject=admin&caller.subject=admin&name=x&form.name=x"

        const val JSON =
            """{"name":"x","jwt":{"subject":"admin","claims":{"sub":"admin","all":{"sub":"admin"}}},""" +
                """"late":{"subject":"admin"},"list":[{"subject":"admin"}],"map":{"a":{"subject":"admin"}}}"""
    }
}
