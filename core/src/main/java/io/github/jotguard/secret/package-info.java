/** Recognizes texts that cannot be a shared secret: keys, placeholders and samples. Not exported. */
@NullMarked
package io.github.jotguard.secret;

import org.jspecify.annotations.NullMarked;
