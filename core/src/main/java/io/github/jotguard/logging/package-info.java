/** Logging inside Jotguard's own modules; no API for applications. */
@NullMarked
package io.github.jotguard.logging;

import org.jspecify.annotations.NullMarked;
