/** An HTTP client for the tests of the examples. */
@NullMarked
package io.github.jotguard.example.client;

import org.jspecify.annotations.NullMarked;
