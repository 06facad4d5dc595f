/**
 * WebFlux: the filter, responses to rejected requests, parameters of controller methods, and threads that may block.
 * Internal: may change without notice.
 */
@NullMarked
package io.github.jotguard.spring.reactive;

import org.jspecify.annotations.NullMarked;
