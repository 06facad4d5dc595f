package io.github.jotguard.spring.test;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.util.ClassUtils;

/** Finds {@link UseTestIssuer} on test classes, around nested ones too. */
final class TestIssuerCustomizerFactory implements ContextCustomizerFactory {

    private static final String TEST_ISSUER = "io.github.jotguard.testing.TestIssuer";

    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> configuration) {
        UseTestIssuer wanted = TestContextAnnotationUtils.findMergedAnnotation(testClass, UseTestIssuer.class);
        if (wanted == null) {
            return null;
        }
        if (!ClassUtils.isPresent(TEST_ISSUER, testClass.getClassLoader())) {
            throw new IllegalStateException(
                    "@UseTestIssuer needs io.github.jotguard:jotguard-testing in the test scope");
        }
        return new TestIssuerCustomizer(wanted.algorithm());
    }
}
