package io.github.jotguard.spring.autoconfigure;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.servlet.BearerTokenFilter;
import io.github.jotguard.spring.caller.CallerParameterCheck;
import io.github.jotguard.spring.caller.UserLookup;
import io.github.jotguard.spring.problem.ServletProblems;
import io.github.jotguard.spring.servlet.CallerTokens;
import io.github.jotguard.spring.servlet.MvcCallerParameters;
import io.github.jotguard.spring.servlet.RejectedRequestResolver;
import io.github.jotguard.spring.settings.JotguardProperties;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Beans for parameters of controller methods in Spring MVC. They are ours also if Jotguard is switched off. Requests
 * that need one are then rejected, because a data binder would fill it from the request.
 */
@AutoConfiguration(after = {JotguardAutoConfiguration.class, JotguardSecurityAutoConfiguration.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(WebMvcConfigurer.class)
final class JotguardWebMvcAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "jotguardArgumentResolvers")
    static MvcCallerParameters jotguardArgumentResolvers(
            ObjectProvider<CallerTokens> tokens, ObjectProvider<UserLookup> users) {
        return new MvcCallerParameters(
                SingletonSupplier.of(() -> tokens.getIfAvailable(() -> BearerTokenFilter::verifiedJwt)),
                users::getIfAvailable);
    }

    @Bean
    @ConditionalOnMissingBean(name = "jotguardCallerParameterCheck")
    CallerParameterCheck jotguardCallerParameterCheck(
            ListableBeanFactory beans, MvcCallerParameters parameters, ObjectProvider<UserLookup> users) {
        return new CallerParameterCheck(beans, parameters, users::getIfAvailable);
    }

    /** Beans for applications that verify tokens. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(JwtVerifier.class)
    static class WithVerifier {

        @Bean
        @ConditionalOnMissingBean(name = "jotguardUserLookup")
        UserLookup jotguardUserLookup(ListableBeanFactory beans, JotguardProperties properties) {
            return new UserLookup(beans, properties.unknownUser());
        }

        @Bean
        @ConditionalOnMissingBean(name = "jotguardRejectedRequestResolver")
        RejectedRequestResolver jotguardRejectedRequestResolver(JotguardProperties properties) {
            return new RejectedRequestResolver(
                    new ServletProblems(properties.filter().realmOrDefault()));
        }
    }
}
