/**
 * DPoP (RFC 9449) for any HTTP server: start at {@link io.github.jotguard.dpop.DpopVerifier}. The servlet filter and the
 * Spring adapter use it through one setting, {@link io.github.jotguard.dpop.DpopMode}.
 */
@NullMarked
package io.github.jotguard.dpop;

import org.jspecify.annotations.NullMarked;
