/**
 * Spring Security's resource server, of both stacks: decoders, security chains, authorities and their checks.
 * Internal: may change without notice.
 */
@NullMarked
package io.github.jotguard.spring.security;

import org.jspecify.annotations.NullMarked;
