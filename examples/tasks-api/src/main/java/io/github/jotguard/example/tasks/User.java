package io.github.jotguard.example.tasks;

import java.security.Principal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Somebody who signed up here; {@code toString} shows the id only. */
record User(UUID id, String email, @Nullable String name) implements Principal {

    /** The id. */
    @Override
    public String getName() {
        return id.toString();
    }

    /** Returns the members of a user that responses show. */
    Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", id.toString());
        json.put("email", email);
        json.put("name", name);
        return Collections.unmodifiableMap(json);
    }

    @Override
    public String toString() {
        return "User[" + id + "]";
    }
}
