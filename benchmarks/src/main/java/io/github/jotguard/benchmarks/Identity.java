package io.github.jotguard.benchmarks;

/** The values that an application reads from a token. */
record Identity(String subject, String email) {}
