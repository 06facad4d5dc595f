package io.github.jotguard.spring.security;

import io.github.jotguard.spring.ProblemResponses;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Changes Spring Boot's default chain to respond to rejections with the problem documents of
 * {@link ProblemResponses#servlet()}. A chain of the application's own is left alone, and then the default one is not
 * there.
 *
 * <p>Internal: may change without notice.
 */
public final class DefaultChainProblems implements BeanPostProcessor {

    private final BeanFactory beans;

    public DefaultChainProblems(BeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof HttpSecurity http && DefaultSecurityChain.isTheOnlyOne(beans, SecurityFilterChain.class)) {
            customize(http);
        }
        return bean;
    }

    private static void customize(HttpSecurity http) {
        try {
            http.oauth2ResourceServer(ProblemResponses.servlet());
        } catch (Exception failure) {
            throw new IllegalStateException("Spring Security does not take the answers of its default chain", failure);
        }
    }
}
