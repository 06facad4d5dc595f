package io.github.jotguard.spring.autoconfigure;

import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.spring.CurrentUser;
import io.github.jotguard.spring.caller.CallerOperations;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Removes parameters that receive the caller from springdoc's API documentation, as springdoc does with a
 * {@code Principal}.
 */
@AutoConfiguration
@ConditionalOnClass(GlobalOperationCustomizer.class)
final class JotguardSpringdocAutoConfiguration {

    static {
        SpringDocUtils.getConfig()
                .addRequestWrapperToIgnore(VerifiedJwt.class)
                .addAnnotationsToIgnore(CurrentUser.class);
    }

    /**
     * Removes parameters that their own type or annotation does not identify, such as {@code Optional<VerifiedJwt>}.
     */
    @Bean
    @ConditionalOnMissingBean(name = "jotguardOperationCustomizer")
    GlobalOperationCustomizer jotguardOperationCustomizer() {
        return CallerOperations::withoutCaller;
    }
}
