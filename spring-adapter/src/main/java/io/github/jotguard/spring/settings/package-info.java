/**
 * Properties and the verifier that they make. Rejects unknown, conflicting and unusable properties. Internal: may
 * change without notice.
 */
@NullMarked
package io.github.jotguard.spring.settings;

import org.jspecify.annotations.NullMarked;
