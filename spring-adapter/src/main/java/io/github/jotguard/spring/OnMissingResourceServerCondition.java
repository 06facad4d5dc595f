package io.github.jotguard.spring;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;

/**
 * The condition for our own filters: Spring Security's resource server is missing, or a part that it needs for JWTs.
 */
final class OnMissingResourceServerCondition extends NoneNestedConditions {

    OnMissingResourceServerCondition() {
        super(ConfigurationPhase.PARSE_CONFIGURATION);
    }

    @ConditionalOnClass(
            name = {JotguardSecurityAutoConfiguration.RESOURCE_SERVER, JotguardSecurityAutoConfiguration.JWT_DECODER})
    static final class ResourceServer {}
}
