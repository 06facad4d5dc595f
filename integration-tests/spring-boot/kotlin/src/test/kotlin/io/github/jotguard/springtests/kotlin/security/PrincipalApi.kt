package io.github.jotguard.springtests.kotlin.security

import io.github.jotguard.VerifiedJwt
import io.github.jotguard.springtests.kotlin.afterSuspension
import org.springframework.security.access.prepost.PreAuthorize
import org.springframework.security.core.Authentication
import org.springframework.security.core.annotation.AuthenticationPrincipal
import org.springframework.security.oauth2.jwt.Jwt
import org.springframework.web.bind.annotation.GetMapping
import org.springframework.web.bind.annotation.RestController

/** What Spring Security gives to functions that suspend. Open for its proxy. */
@RestController
open class PrincipalApi {

    @GetMapping("/authentication")
    open suspend fun authentication(caller: Authentication): String = afterSuspension { caller.name }

    @GetMapping("/principal/jwt")
    open suspend fun jwt(@AuthenticationPrincipal jwt: VerifiedJwt): String = afterSuspension { jwt.subject() }

    @GetMapping("/principal/nullable", "/open/principal/nullable")
    open suspend fun nullable(@AuthenticationPrincipal jwt: VerifiedJwt?): String = afterSuspension {
        if (jwt == null) "anonymous" else jwt.subject()
    }

    @GetMapping("/principal/spring")
    open suspend fun spring(@AuthenticationPrincipal jwt: Jwt): String? = afterSuspension { jwt.subject }

    @GetMapping("/admin")
    @PreAuthorize("hasAuthority('SCOPE_admin')")
    open suspend fun admin(jwt: VerifiedJwt): String = afterSuspension { jwt.subject() }
}
