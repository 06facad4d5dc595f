package io.github.jotguard.spring.security;

import io.github.jotguard.bearer.BearerError;
import io.github.jotguard.spring.ProblemResponses;
import io.github.jotguard.spring.problem.ReactiveProblems;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;

/**
 * Changes Spring Boot's default chain of WebFlux to respond to rejections with the problem documents of
 * {@link ProblemResponses#reactive()}. A chain of the application's own is left alone, and then the default one is not
 * there.
 *
 * <p>Internal: may change without notice.
 */
public final class ReactiveDefaultChainProblems implements BeanPostProcessor {

    private final BeanFactory beans;

    public ReactiveDefaultChainProblems(BeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof ServerHttpSecurity http
                && DefaultSecurityChain.isTheOnlyOne(beans, SecurityWebFilterChain.class)) {
            http.oauth2ResourceServer(ProblemResponses.reactive()).csrf(missingTokenBeforeCsrf());
        }
        return bean;
    }

    /**
     * Returns a customizer for a chain of WebFlux whose callers all have a token: a caller without a CSRF token has no
     * bearer token either.
     */
    private static Customizer<ServerHttpSecurity.CsrfSpec> missingTokenBeforeCsrf() {
        ReactiveProblems problems = new ReactiveProblems(BearerError.DEFAULT_REALM);
        return csrf ->
                csrf.accessDeniedHandler((exchange, denied) -> problems.send(BearerError.missingToken(), exchange));
    }
}
