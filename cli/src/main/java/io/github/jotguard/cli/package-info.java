/** Explains at a terminal why a token is accepted or rejected: {@link io.github.jotguard.cli.ExplainProgram}. */
@NullMarked
package io.github.jotguard.cli;

import org.jspecify.annotations.NullMarked;
