/**
 * Verification of signatures: bytes, a key and a signature in, yes or no out (RFC 7515 §5.2). Holds everything of the Java Cryptography
 * Architecture. Not exported; of the root package it knows {@link io.github.jotguard.JwsAlgorithm} only.
 */
@NullMarked
package io.github.jotguard.signature;

import org.jspecify.annotations.NullMarked;
