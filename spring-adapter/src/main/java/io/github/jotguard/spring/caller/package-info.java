/**
 * Parameters of controller methods that receive the caller, in both stacks: their forms, their check at startup and
 * the look-up of users. Internal: may change without notice.
 */
@NullMarked
package io.github.jotguard.spring.caller;

import org.jspecify.annotations.NullMarked;
