package io.github.jotguard.spring;

import io.github.jotguard.JwtRejectedException;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.resource.OAuth2ResourceServerConfigurer;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.oauth2.server.resource.web.access.BearerTokenAccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;

/**
 * Lets Spring Security's resource server answer refusals with the problem document (RFC 9457) that the filter sends, in place of an empty
 * body. The status stays Spring Security's, and in Spring MVC the challenge; in WebFlux it is the filter's, with the realm {@code api}. For a
 * security chain of the application's own:
 *
 * <pre>{@code
 * @Bean
 * SecurityFilterChain api(HttpSecurity http) throws Exception {
 *     return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
 *             .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
 *             .oauth2ResourceServer(ProblemResponses.servlet())
 *             .build();
 * }
 * }</pre>
 */
public final class ProblemResponses {

    private ProblemResponses() {}

    /** JWTs and problem documents for {@code HttpSecurity.oauth2ResourceServer}. */
    public static Customizer<OAuth2ResourceServerConfigurer<HttpSecurity>> servlet() {
        ServletProblems problems = new ServletProblems(Problem.DEFAULT_REALM);
        BearerTokenAuthenticationEntryPoint entryPoint = new BearerTokenAuthenticationEntryPoint();
        BearerTokenAccessDeniedHandler deniedHandler = new BearerTokenAccessDeniedHandler();
        return server -> server.jwt(Customizer.withDefaults())
                .authenticationEntryPoint((request, response, failure) -> {
                    entryPoint.commence(request, response, failure);
                    problems.sendWithoutChallenge(problem(failure), request, response);
                })
                .accessDeniedHandler((request, response, denied) -> {
                    if (lacksScope(denied, request.getUserPrincipal())) {
                        deniedHandler.handle(request, response, denied);
                        problems.sendWithoutChallenge(Problem.insufficientScope(), request, response);
                    } else {
                        problems.send(Problem.accessDenied(), request, response);
                    }
                });
    }

    /** JWTs and problem documents for {@code ServerHttpSecurity.oauth2ResourceServer}. */
    public static Customizer<ServerHttpSecurity.OAuth2ResourceServerSpec> reactive() {
        ReactiveProblems problems = new ReactiveProblems(Problem.DEFAULT_REALM);
        return server -> server.jwt(Customizer.withDefaults())
                .authenticationEntryPoint((exchange, failure) -> problems.send(problem(failure), exchange))
                .accessDeniedHandler((exchange, denied) -> exchange.getPrincipal()
                        .filter(caller -> lacksScope(denied, caller))
                        .map(caller -> Problem.insufficientScope())
                        .defaultIfEmpty(Problem.accessDenied())
                        .flatMap(problem -> problems.send(problem, exchange)));
    }

    /** Not a browser session, which another scope would not help, nor a missing CSRF token. */
    private static boolean lacksScope(AccessDeniedException denied, @Nullable Principal caller) {
        return caller instanceof AbstractOAuth2TokenAuthenticationToken
                && !(denied instanceof CsrfException)
                && !(denied instanceof org.springframework.security.web.server.csrf.CsrfException);
    }

    private static Problem problem(AuthenticationException failure) {
        if (failure instanceof InsufficientAuthenticationException
                || !(failure instanceof OAuth2AuthenticationException bearer)) {
            return Problem.missingToken();
        }
        JwtRejectedException rejected = Causes.find(JwtRejectedException.class, failure);
        if (rejected != null) {
            return Problem.rejected(rejected.reason());
        }
        if (Causes.find(NobodyNamedException.class, failure) != null) {
            return Problem.userNotFound(JotguardProperties.UnknownUser.UNAUTHORIZED);
        }
        return bearer.getError().getErrorCode().equals("invalid_request")
                ? Problem.invalidRequest("The request must have one token in one place")
                : Problem.unexplained();
    }
}
