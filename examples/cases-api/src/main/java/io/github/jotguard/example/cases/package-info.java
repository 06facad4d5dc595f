/**
 * An API for legal cases behind a Better Auth front end: every request carries a token of the front end, and every case
 * belongs to the user it names. Starts at {@link io.github.jotguard.example.cases.CasesApplication}; who is calling is in
 * {@code user}, the cases are in {@code casefile}, what all answers have in common is in {@code web}.
 */
@NullMarked
package io.github.jotguard.example.cases;

import org.jspecify.annotations.NullMarked;
