package io.github.jotguard.springtests.kotlin

import io.github.jotguard.ClaimRule
import io.github.jotguard.VerifiedJwt
import io.github.jotguard.spring.CurrentUser
import io.github.jotguard.spring.CurrentUserResolver
import java.security.Principal
import java.util.Optional
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.withContext
import org.springframework.boot.SpringBootConfiguration
import org.springframework.boot.autoconfigure.EnableAutoConfiguration
import org.springframework.context.annotation.Bean
import org.springframework.context.annotation.Configuration
import org.springframework.context.annotation.Import
import org.springframework.http.HttpStatus
import org.springframework.http.HttpStatusCode
import org.springframework.http.ResponseEntity
import org.springframework.web.bind.annotation.ExceptionHandler
import org.springframework.web.bind.annotation.GetMapping
import org.springframework.web.bind.annotation.PathVariable
import org.springframework.web.bind.annotation.PostMapping
import org.springframework.web.bind.annotation.RequestBody
import org.springframework.web.bind.annotation.RestController
import org.springframework.web.server.ResponseStatusException

data class AppUser(val id: String)

@JvmInline value class Caller(val jwt: VerifiedJwt)

/** Knows every user but `nobody`. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(SuspendingApi::class, FormApi::class)
class KotlinApplication

@Configuration(proxyBeanMethods = false)
class Users {

    @Bean
    fun currentUser() =
        CurrentUserResolver { jwt ->
            if (jwt.subject() == "nobody") Optional.empty() else Optional.of(AppUser(jwt.subject()))
        }

    @Bean fun notBanned() = ClaimRule { jwt, _ -> jwt.claims()["banned"] != true }
}

/** Resumes on another thread, twice. */
suspend fun <T> afterSuspension(result: () -> T): T {
    delay(1)
    return withContext(Dispatchers.IO) { result() }
}

/** Every way in which a function that suspends can take the caller. */
@RestController
class SuspendingApi {

    class Rejected : RuntimeException()

    @GetMapping("/jwt", "/open/jwt")
    suspend fun jwt(jwt: VerifiedJwt): String = afterSuspension { jwt.subject() }

    @GetMapping("/nullable", "/open/nullable")
    suspend fun nullable(jwt: VerifiedJwt?): String = afterSuspension {
        if (jwt == null) "anonymous" else jwt.subject()
    }

    @GetMapping("/optional", "/open/optional")
    suspend fun optional(jwt: Optional<VerifiedJwt>): String = afterSuspension {
        jwt.map { it.subject() }.orElse("anonymous")
    }

    @GetMapping("/value", "/open/value")
    suspend fun value(caller: Caller): String = afterSuspension { caller.jwt.subject() }

    @GetMapping("/user", "/open/user")
    suspend fun user(@CurrentUser user: AppUser): String = afterSuspension { user.id }

    @GetMapping("/default", "/open/default")
    suspend fun default(@CurrentUser user: AppUser = AppUser("anonymous")): String = afterSuspension { user.id }

    @GetMapping("/principal") suspend fun principal(principal: Principal): String = afterSuspension { principal.name }

    @GetMapping("/flow")
    fun flow(jwt: VerifiedJwt): Flow<String> = flow {
        delay(1)
        emit(jwt.subject())
    }

    /** The token is in the type of the continuation too. */
    @GetMapping("/entity", "/open/entity")
    suspend fun entity(jwt: VerifiedJwt): ResponseEntity<VerifiedJwt> = afterSuspension {
        ResponseEntity.ok().header("subject", jwt.subject()).build()
    }

    @GetMapping("/status/{status}", "/open/status/{status}")
    suspend fun status(@PathVariable status: Int): String = afterSuspension {
        throw ResponseStatusException(HttpStatusCode.valueOf(status))
    }

    @GetMapping("/failing", "/open/failing")
    suspend fun failing(): String = afterSuspension { throw IllegalStateException("the application's own failure") }

    @GetMapping("/rejected") suspend fun rejected(): String = afterSuspension { throw Rejected() }

    @ExceptionHandler
    fun handle(@Suppress("unused") failure: Rejected, jwt: VerifiedJwt): ResponseEntity<String> =
        ResponseEntity.status(HttpStatus.CONFLICT).body(jwt.subject())
}

/** Forms that a request could fill with a token. */
@RestController
class FormApi {

    data class Form(val jwt: VerifiedJwt?, val name: String?)

    data class Required(val jwt: VerifiedJwt, val name: String?)

    data class Defaulted(val jwt: VerifiedJwt? = null, val name: String = "none")

    data class Nested(val form: Form?, val list: List<VerifiedJwt>?, val map: Map<String, VerifiedJwt>?)

    data class Wrapped(val caller: Caller?)

    class Mutable {
        var jwt: VerifiedJwt? = null
        var list: MutableList<VerifiedJwt> = mutableListOf()
        var map: MutableMap<String, VerifiedJwt> = mutableMapOf()
        var array: Array<VerifiedJwt?> = arrayOfNulls(1)
        lateinit var late: VerifiedJwt

        val all: List<VerifiedJwt>
            get() =
                list + map.values + listOfNotNull(jwt, array[0]) + if (::late.isInitialized) listOf(late) else listOf()
    }

    @GetMapping("/form/nullable") suspend fun form(form: Form): String = described(form.jwt)

    @GetMapping("/form/required") suspend fun form(form: Required): String = described(form.jwt)

    @GetMapping("/form/defaulted") suspend fun form(form: Defaulted): String = described(form.jwt)

    @GetMapping("/form/nested")
    suspend fun form(form: Nested): String =
        described(form.form?.jwt, *form.list.orEmpty().toTypedArray(), *form.map.orEmpty().values.toTypedArray())

    @GetMapping("/form/wrapped") suspend fun form(form: Wrapped): String = described(form.caller?.jwt)

    @GetMapping("/form/mutable") suspend fun form(form: Mutable): String = described(*form.all.toTypedArray())

    @PostMapping("/body/nullable") suspend fun body(@RequestBody form: Form): String = described(form.jwt)

    @PostMapping("/body/required") suspend fun body(@RequestBody form: Required): String = described(form.jwt)

    @PostMapping("/body/defaulted") suspend fun body(@RequestBody form: Defaulted): String = described(form.jwt)

    @PostMapping("/body/mutable")
    suspend fun body(@RequestBody form: Mutable): String = described(*form.all.toTypedArray())

    private suspend fun described(vararg tokens: VerifiedJwt?): String = afterSuspension {
        tokens.filterNotNull().map { it.subject() }.toString()
    }
}
