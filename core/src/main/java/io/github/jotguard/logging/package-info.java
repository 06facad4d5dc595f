/** Logging of Jotguard's own modules. It is no API for applications. */
@NullMarked
package io.github.jotguard.logging;

import org.jspecify.annotations.NullMarked;
