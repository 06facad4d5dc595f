/**
 * Verifies signatures (RFC 7515 §5.2). It contains all use of the Java Cryptography Architecture. Not exported. Of the
 * root package it uses only {@link io.github.jotguard.JwsAlgorithm}.
 */
@NullMarked
package io.github.jotguard.signature;

import org.jspecify.annotations.NullMarked;
