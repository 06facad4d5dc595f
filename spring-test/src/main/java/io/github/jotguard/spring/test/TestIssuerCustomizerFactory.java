package io.github.jotguard.spring.test;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;

/** Finds {@link UseTestIssuer} on test classes and on those around nested ones. */
final class TestIssuerCustomizerFactory implements ContextCustomizerFactory {

    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> configuration) {
        UseTestIssuer wanted = TestContextAnnotationUtils.findMergedAnnotation(testClass, UseTestIssuer.class);
        return wanted == null ? null : new TestIssuerCustomizer(wanted.algorithm());
    }
}
