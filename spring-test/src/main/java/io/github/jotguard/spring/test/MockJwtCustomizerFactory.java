package io.github.jotguard.spring.test;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.util.ClassUtils;

/**
 * Creates the customizer for each test of an application with Spring Security's JWTs. Only Spring's TestContext
 * framework calls it.
 */
final class MockJwtCustomizerFactory implements ContextCustomizerFactory {

    private static final String JWT = "org.springframework.security.oauth2.jwt.Jwt";

    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> configuration) {
        return ClassUtils.isPresent(JWT, testClass.getClassLoader()) ? new MockJwtCustomizer() : null;
    }
}
