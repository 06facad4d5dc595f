/** Explains at a terminal why a token is accepted or rejected: {@link io.github.jotguard.example.explain.ExplainProgram}. */
@NullMarked
package io.github.jotguard.example.explain;

import org.jspecify.annotations.NullMarked;
