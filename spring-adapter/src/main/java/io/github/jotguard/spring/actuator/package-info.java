/**
 * Health, information and metrics for the actuator, the mask of secrets, and the filters of its own web server.
 * Internal: may change without notice.
 */
@NullMarked
package io.github.jotguard.spring.actuator;

import org.jspecify.annotations.NullMarked;
