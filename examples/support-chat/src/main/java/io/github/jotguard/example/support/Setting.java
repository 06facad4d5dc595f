package io.github.jotguard.example.support;

import java.util.Optional;

/** Reads settings as the placeholders of {@code web.xml} are read: a system property, or else an environment variable. */
final class Setting {

    private Setting() {}

    static Optional<String> find(String name) {
        return Optional.ofNullable(System.getProperty(name))
                .filter(value -> !value.isBlank())
                .or(() -> Optional.ofNullable(System.getenv(name)))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }
}
