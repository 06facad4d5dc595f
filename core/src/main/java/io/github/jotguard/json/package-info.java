/**
 * Text to structure, strictly: base64url and JSON exactly as their RFCs write them. Not exported; what is rejected here is
 * rejected with {@link io.github.jotguard.json.MalformedTextException} and never repaired.
 */
@NullMarked
package io.github.jotguard.json;

import org.jspecify.annotations.NullMarked;
