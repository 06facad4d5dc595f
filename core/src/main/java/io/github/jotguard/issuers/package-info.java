/** Settings for well-known issuers: {@link io.github.jotguard.issuers.KnownIssuers}. */
@NullMarked
package io.github.jotguard.issuers;

import org.jspecify.annotations.NullMarked;
