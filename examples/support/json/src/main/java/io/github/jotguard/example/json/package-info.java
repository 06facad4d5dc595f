/** Strict JSON for the bodies of requests and responses. */
@NullMarked
package io.github.jotguard.example.json;

import org.jspecify.annotations.NullMarked;
