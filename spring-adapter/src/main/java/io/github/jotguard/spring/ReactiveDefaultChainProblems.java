package io.github.jotguard.spring;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;

/**
 * Changes Spring Boot's default chain of WebFlux to respond to rejections with the problem documents of
 * {@link ProblemResponses#reactive()}. A chain of the application's own is left alone, and then the default one is not
 * there.
 */
final class ReactiveDefaultChainProblems implements BeanPostProcessor {

    private final BeanFactory beans;

    ReactiveDefaultChainProblems(BeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof ServerHttpSecurity http
                && DefaultSecurityChain.isTheOnlyOne(beans, SecurityWebFilterChain.class)) {
            http.oauth2ResourceServer(ProblemResponses.reactive()).csrf(ProblemResponses.missingTokenBeforeCsrf());
        }
        return bean;
    }
}
