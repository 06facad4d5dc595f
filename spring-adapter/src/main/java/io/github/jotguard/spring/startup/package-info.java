/**
 * Checks and log lines at startup: fetched keys, protected requests, and beans without effect. Internal: may change
 * without notice.
 */
@NullMarked
package io.github.jotguard.spring.startup;

import org.jspecify.annotations.NullMarked;
