/**
 * The auto-configuration: beans, conditions, and the check of properties before any bean is created. It uses every
 * other room. Internal: may change without notice.
 */
@NullMarked
package io.github.jotguard.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
