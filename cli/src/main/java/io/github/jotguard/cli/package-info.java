/**
 * Explains at a terminal why a token is accepted or rejected.
 *
 * <!-- sh -->
 * <pre>{@code
 * printf %s "$TOKEN" | java -jar jotguard-cli.jar --issuer https://id.example.com --audience https://api.example.com
 * }</pre>
 *
 * <p>Without options it describes the token without verifying it, and proposes the settings for its issuer.
 * {@code --help} lists the options and the exit statuses of {@link io.github.jotguard.cli.ExplainProgram}.
 */
@NullMarked
package io.github.jotguard.cli;

import org.jspecify.annotations.NullMarked;
