/**
 * Parses base64url and JSON strictly, exactly as their RFCs define them. Not exported. Malformed text is rejected with
 * {@link io.github.jotguard.json.MalformedTextException} and never repaired.
 */
@NullMarked
package io.github.jotguard.json;

import org.jspecify.annotations.NullMarked;
