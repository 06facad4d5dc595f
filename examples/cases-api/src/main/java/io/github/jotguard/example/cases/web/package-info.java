/** Parts that all responses share: problem documents, limits, cross-origin rules, headers, documentation. */
@NullMarked
package io.github.jotguard.example.cases.web;

import org.jspecify.annotations.NullMarked;
