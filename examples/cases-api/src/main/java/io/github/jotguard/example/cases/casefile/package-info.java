/** The cases of a user: create, read, change, delete, search. */
@NullMarked
package io.github.jotguard.example.cases.casefile;

import org.jspecify.annotations.NullMarked;
