/**
 * Lets the tests of an application take tokens of a {@link io.github.jotguard.testing.TestIssuer}: start at
 * {@link io.github.jotguard.spring.test.UseTestIssuer}. Needs {@code jotguard-testing} and {@code spring-test} in the test scope of the
 * application.
 */
@NullMarked
package io.github.jotguard.spring.test;

import org.jspecify.annotations.NullMarked;
