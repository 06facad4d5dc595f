/**
 * Rejected requests: exceptions and problem documents (RFC 9457) of both stacks. Internal: may change without notice.
 */
@NullMarked
package io.github.jotguard.spring.problem;

import org.jspecify.annotations.NullMarked;
