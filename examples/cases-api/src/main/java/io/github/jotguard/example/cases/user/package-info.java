/** The caller: Better Auth's tables, read and never written, and the user that a token names. */
@NullMarked
package io.github.jotguard.example.cases.user;

import org.jspecify.annotations.NullMarked;
