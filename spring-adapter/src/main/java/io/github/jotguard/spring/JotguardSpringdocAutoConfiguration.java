package io.github.jotguard.spring;

import io.github.jotguard.VerifiedJwt;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Keeps parameters that take the caller out of springdoc's API documentation, as springdoc does with a {@code Principal}. */
@AutoConfiguration
@ConditionalOnClass(GlobalOperationCustomizer.class)
final class JotguardSpringdocAutoConfiguration {

    static {
        SpringDocUtils.getConfig()
                .addRequestWrapperToIgnore(VerifiedJwt.class)
                .addAnnotationsToIgnore(CurrentUser.class);
    }

    /** What is not known by its own type or annotation, such as {@code Optional<VerifiedJwt>}. */
    @Bean
    @ConditionalOnMissingBean(name = "jotguardOperationCustomizer")
    GlobalOperationCustomizer jotguardOperationCustomizer() {
        return CallerOperations::withoutCaller;
    }
}
