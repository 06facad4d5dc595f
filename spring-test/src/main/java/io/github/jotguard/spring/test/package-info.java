/**
 * Test support for applications with the Spring adapter: tokens of a {@link io.github.jotguard.testing.TestIssuer}
 * (start at {@link io.github.jotguard.spring.test.UseTestIssuer}), and the mock tokens of {@code spring-security-test}.
 * For the test scope: it acts in application contexts of Spring's TestContext framework alone.
 */
@NullMarked
package io.github.jotguard.spring.test;

import org.jspecify.annotations.NullMarked;
