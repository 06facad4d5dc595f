package io.github.jotguard.spring;

import io.github.jotguard.JwtRejectedException;
import io.github.jotguard.RejectionReason;
import io.github.jotguard.bearer.BearerError;
import io.github.jotguard.bearer.BearerErrorException;
import io.github.jotguard.spring.problem.Causes;
import io.github.jotguard.spring.problem.MissingSubjectException;
import io.github.jotguard.spring.problem.ReactiveProblems;
import io.github.jotguard.spring.problem.ServletProblems;
import io.github.jotguard.spring.problem.ValidatorRejection;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.resource.OAuth2ResourceServerConfigurer;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.oauth2.server.resource.web.access.BearerTokenAccessDeniedHandler;
import org.springframework.security.oauth2.server.resource.web.server.authentication.ServerBearerTokenAuthenticationConverter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;
import org.springframework.web.server.ServerWebExchange;

/**
 * Settings that make Spring Security's resource server send the problem document (RFC 9457) of the filter for
 * rejections, instead of an empty body. The status is that of Spring Security. In Spring MVC, so is the challenge. In
 * WebFlux, the challenge is that of the filter, with the realm {@code api}. Stateless and thread-safe. For a security
 * chain of the application's own:
 *
 * <!-- java: members -->
 * <pre>{@code
 * @Bean
 * SecurityFilterChain api(HttpSecurity http) throws Exception {
 *     return http.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR).permitAll()
 *                     .anyRequest().authenticated())
 *             .csrf(csrf -> csrf.disable())
 *             .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
 *             .oauth2ResourceServer(ProblemResponses.servlet())
 *             .build();
 * }
 * }</pre>
 */
public final class ProblemResponses {

    /** The name of the bean. */
    private static final String TOKEN_CONVERTER = "jotguardTokenConverter";

    private static final String NO_CALLER = "A caller is required";

    /** The response without a known cause, for example after Spring Security's own parsing of the header. */
    private static final BearerError UNEXPLAINED = BearerError.rejected(RejectionReason.MALFORMED);

    private ProblemResponses() {}

    /**
     * Returns the settings for JWTs and problem documents in Spring MVC. A request without a token that Spring Security
     * rejects because of CSRF gets the same response as every other request without a token. An error page keeps the
     * status of the error.
     *
     * @return a customizer for {@code HttpSecurity.oauth2ResourceServer}
     */
    public static Customizer<OAuth2ResourceServerConfigurer<HttpSecurity>> servlet() {
        ServletProblems problems = new ServletProblems(BearerError.DEFAULT_REALM);
        BearerTokenAuthenticationEntryPoint challenge = new BearerTokenAuthenticationEntryPoint();
        BearerTokenAccessDeniedHandler deniedHandler = new BearerTokenAccessDeniedHandler();
        AuthenticationEntryPoint entryPoint = (request, response, failure) -> {
            if (!keepsStatusOfError(request, response)) {
                challenge.commence(request, response, failure);
                problems.sendWithoutChallenge(problem(failure), request, response);
            }
        };
        return server -> server.jwt(Customizer.withDefaults())
                .authenticationEntryPoint(entryPoint)
                .accessDeniedHandler((request, response, denied) -> {
                    Authentication caller = SecurityContextHolder.getContext().getAuthentication();
                    if (keepsStatusOfError(request, response)) {
                        return;
                    }
                    if (denied instanceof CsrfException && caller == null) {
                        entryPoint.commence(request, response, new InsufficientAuthenticationException(NO_CALLER));
                    } else if (lacksAuthority(denied, caller)) {
                        deniedHandler.handle(request, response, denied);
                        problems.sendWithoutChallenge(BearerError.insufficientAuthority(), request, response);
                    } else {
                        problems.send(BearerError.accessDenied(), request, response);
                    }
                });
    }

    /**
     * Returns whether the response is that of an error page. A chain that does not permit the dispatch to an error page
     * rejects it, and its response would hide the original error.
     */
    private static boolean keepsStatusOfError(HttpServletRequest request, HttpServletResponse response) {
        if (request.getDispatcherType() == DispatcherType.ERROR
                && request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status) {
            response.setStatus(status);
            return true;
        }
        return false;
    }

    /**
     * Returns the settings for JWTs and problem documents in WebFlux. They support the scheme {@code DPoP} too, with
     * {@code jotguard.dpop} and Jotguard's decoder. Also switch {@code csrf} off. Otherwise Spring Security's check of
     * CSRF responds to a {@code POST} or another changing request without a token.
     *
     * @return a customizer for {@code ServerHttpSecurity.oauth2ResourceServer}
     */
    public static Customizer<ServerHttpSecurity.OAuth2ResourceServerSpec> reactive() {
        ReactiveProblems problems = new ReactiveProblems(BearerError.DEFAULT_REALM);
        ServerAuthenticationConverter bearer = new ServerBearerTokenAuthenticationConverter();
        return server -> server.jwt(Customizer.withDefaults())
                .bearerTokenConverter(exchange -> converter(exchange, bearer).convert(exchange))
                .authenticationEntryPoint((exchange, failure) -> problems.send(problem(failure), exchange))
                .accessDeniedHandler((exchange, denied) -> exchange.getPrincipal()
                        .filter(caller -> lacksAuthority(denied, caller))
                        .map(caller -> BearerError.insufficientAuthority())
                        .defaultIfEmpty(BearerError.accessDenied())
                        .flatMap(problem -> problems.send(problem, exchange)));
    }

    /** Returns the converter that takes the scheme {@code DPoP} too, which is there together with our decoder. */
    private static ServerAuthenticationConverter converter(
            ServerWebExchange exchange, ServerAuthenticationConverter bearer) {
        ApplicationContext context = exchange.getApplicationContext();
        return context != null && context.containsBean(TOKEN_CONVERTER)
                ? context.getBean(TOKEN_CONVERTER, ServerAuthenticationConverter.class)
                : bearer;
    }

    /**
     * Returns whether a token lacks an authority. That is neither a browser session, which another scope would not
     * help, nor a missing CSRF token.
     */
    private static boolean lacksAuthority(AccessDeniedException denied, @Nullable Principal caller) {
        return caller instanceof AbstractOAuth2TokenAuthenticationToken
                && !(denied instanceof CsrfException)
                && !(denied instanceof org.springframework.security.web.server.csrf.CsrfException);
    }

    private static BearerError problem(AuthenticationException failure) {
        if (failure instanceof InsufficientAuthenticationException
                || !(failure instanceof OAuth2AuthenticationException bearer)) {
            return BearerError.missingToken();
        }
        BearerErrorException request = Causes.find(BearerErrorException.class, failure);
        if (request != null) {
            return request.error();
        }
        JwtRejectedException rejected = Causes.find(JwtRejectedException.class, failure);
        if (rejected != null) {
            return BearerError.of(rejected);
        }
        if (Causes.find(ValidatorRejection.class, failure) != null) {
            return BearerError.rejected(RejectionReason.CLAIM_REJECTED);
        }
        if (Causes.find(MissingSubjectException.class, failure) != null) {
            return BearerError.userNotFound();
        }
        return bearer.getError().getErrorCode().equals("invalid_request") ? BearerError.invalidRequest() : UNEXPLAINED;
    }
}
