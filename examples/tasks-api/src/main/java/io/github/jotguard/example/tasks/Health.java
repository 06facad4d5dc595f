package io.github.jotguard.example.tasks;

import java.util.Map;

/** {@code /health}: that the application answers, and whether its database does. */
final class Health {

    private final Database database;

    Health(Database database) {
        this.database = database;
    }

    Answer route(Call call) {
        if (!call.path().isEmpty()) {
            throw ApiException.notFound();
        }
        if (!call.method().equals("GET")) {
            throw ApiException.methodNotAllowed("GET");
        }
        return Answer.ok(Map.of("status", "UP", "database", isReachable() ? "UP" : "DOWN"));
    }

    private boolean isReachable() {
        try {
            return database.call(handle ->
                    handle.createQuery("select true").mapTo(Boolean.class).one());
        } catch (DatabaseUnavailableException unavailable) {
            return false;
        }
    }
}
