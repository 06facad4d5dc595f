package io.github.jotguard.springtests.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.util.ClassUtils;

/**
 * Spring Boot ignores the name of an auto-configuration that is not there. This line must have one that we have to be before or after, for
 * each of Spring MVC and WebFlux.
 */
class ResourceServerNamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"JotguardSecurityAutoConfiguration", "JotguardAuthoritiesAutoConfiguration"})
    void namesResourceServerOfThisLine(String configuration) throws ClassNotFoundException {
        AutoConfiguration order = Class.forName("io.github.jotguard.spring.autoconfigure." + configuration)
                .getAnnotation(AutoConfiguration.class);
        List<String> present = List.of(order.beforeName(), order.afterName()).stream()
                .flatMap(Arrays::stream)
                .filter(ResourceServerNamesTest::isThere)
                .toList();
        assertThat(present).anyMatch(name -> name.contains(".Reactive"));
        assertThat(present).anyMatch(name -> name.matches(".*\\.(servlet|web)\\.OAuth2ResourceServer.*"));
    }

    private static boolean isThere(String name) {
        ClassLoader loader = ClassUtils.getDefaultClassLoader();
        return loader.getResource(ClassUtils.convertClassNameToResourcePath(name) + ".class") != null;
    }
}
