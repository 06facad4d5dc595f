package io.github.jotguard.springtests;

/** A user of the application. */
public record AppUser(String id) {}
