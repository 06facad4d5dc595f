package io.github.jotguard.example.tasks;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads ids of strangers: in the one spelling they are given out in, or not at all. */
final class Ids {

    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private Ids() {}

    static Optional<UUID> parse(String text) {
        return UUID_TEXT.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }
}
