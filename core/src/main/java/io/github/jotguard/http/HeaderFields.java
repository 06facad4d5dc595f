package io.github.jotguard.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The header fields of a response in their order (RFC 9110 §5). Names are compared without case. Not thread-safe. */
final class HeaderFields {

    private record Field(String name, String value) {}

    private final List<Field> fields = new ArrayList<>();

    void add(String name, String value) {
        fields.add(new Field(name, value));
    }

    int size() {
        return fields.size();
    }

    Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    List<String> all(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::value)
                .toList();
    }
}
