package io.github.jotguard.spring.autoconfigure;

import io.github.jotguard.spring.security.ResourceServer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;

/**
 * The condition for our own filters: Spring Security's resource server is missing, or a part that it needs for JWTs.
 */
final class OnMissingResourceServerCondition extends NoneNestedConditions {

    OnMissingResourceServerCondition() {
        super(ConfigurationPhase.PARSE_CONFIGURATION);
    }

    @ConditionalOnClass(name = {ResourceServer.AUTHENTICATION, ResourceServer.JWT_DECODER})
    static final class WithResourceServer {}
}
