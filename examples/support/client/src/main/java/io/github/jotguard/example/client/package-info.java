/** For the tests of the examples: an HTTP client, and programs as processes. */
@NullMarked
package io.github.jotguard.example.client;

import org.jspecify.annotations.NullMarked;
