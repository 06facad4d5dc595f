package io.github.jotguard.benchmarks;

/** What an application reads of a token. */
record Identity(String subject, String email) {}
