package io.github.jotguard.spring;

import io.github.jotguard.JwtVerifier;
import io.github.jotguard.servlet.BearerTokenFilter;
import java.util.List;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Parameters of controller methods in Spring MVC. */
@AutoConfiguration(after = {JotguardAutoConfiguration.class, JotguardSecurityAutoConfiguration.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(WebMvcConfigurer.class)
@ConditionalOnBean(JwtVerifier.class)
final class JotguardWebMvcAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "jotguardUserLookup")
    UserLookup jotguardUserLookup(ListableBeanFactory beans, JotguardProperties properties) {
        return new UserLookup(beans, properties.unknownUser());
    }

    @Bean
    @ConditionalOnMissingBean(name = "jotguardArgumentResolvers")
    WebMvcConfigurer jotguardArgumentResolvers(ObjectProvider<CallerTokens> tokens, UserLookup users) {
        CallerTokens callerTokens = tokens.getIfAvailable(() -> BearerTokenFilter::verifiedJwt);
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerArgumentResolver(callerTokens, users));
            }
        };
    }

    @Bean
    @ConditionalOnMissingBean(name = "jotguardRefusedRequestResolver")
    RefusedRequestResolver jotguardRefusedRequestResolver(JotguardProperties properties) {
        return new RefusedRequestResolver(
                new ServletProblems(properties.filter().realmOrDefault()));
    }

    @Bean
    @ConditionalOnMissingBean(name = "jotguardCurrentUserBeans")
    CurrentUserBeans jotguardCurrentUserBeans(ObjectProvider<RequestMappingHandlerMapping> mappings, UserLookup users) {
        return new CurrentUserBeans(
                () -> mappings.stream().flatMap(mapping -> mapping.getHandlerMethods().values().stream()), users);
    }
}
