package io.github.jotguard.example.tasks;

import io.github.jotguard.example.tasks.ApiException.FieldError;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** {@code /api/tasks}: the caller's own tasks. Whose they are comes from the verified token, never from the request. */
final class TasksApi {

    private static final int MAX_TITLE = 200;
    private static final int MAX_DESCRIPTION = 2_000;

    private final Tasks tasks;

    TasksApi(Tasks tasks) {
        this.tasks = tasks;
    }

    Answer route(Call call) {
        List<String> path = call.path();
        UUID caller = call.user().id();
        if (path.isEmpty()) {
            return all(call, caller);
        }
        UUID id = Ids.parse(path.get(0)).orElseThrow(ApiException::notFound);
        if (path.size() == 1) {
            return one(call, caller, id);
        }
        if (path.size() == 2 && path.get(1).equals("complete")) {
            return complete(call, caller, id);
        }
        throw ApiException.notFound();
    }

    private Answer all(Call call, UUID caller) {
        return switch (call.method()) {
            case "GET" -> Answer.ok(Map.of("tasks", tasks.list(caller, query(call))));
            case "POST" -> create(call, caller);
            default -> throw ApiException.methodNotAllowed("GET, POST");
        };
    }

    private Answer one(Call call, UUID caller, UUID id) {
        return switch (call.method()) {
            case "GET" -> found(tasks.find(caller, id));
            case "PUT" -> replace(call, caller, id);
            case "DELETE" -> {
                found(tasks.remove(caller, id));
                yield Answer.noContent();
            }
            default -> throw ApiException.methodNotAllowed("GET, PUT, DELETE");
        };
    }

    private Answer complete(Call call, UUID caller, UUID id) {
        if (!call.method().equals("PATCH")) {
            throw ApiException.methodNotAllowed("PATCH");
        }
        return found(tasks.toggle(caller, id));
    }

    private Answer create(Call call, UUID caller) {
        Fields fields = call.fields();
        String title = fields.text("title", 1, MAX_TITLE);
        Optional<String> description = fields.optionalText("description", MAX_DESCRIPTION);
        fields.check();
        Task task = tasks.add(caller, title, description.orElse(null))
                .orElseThrow(() -> new ApiException(
                        409, "too_many_tasks", "One user can have at most " + Tasks.MOST_PER_USER + " tasks"));
        return Answer.created("/api/tasks/" + task.id(), task);
    }

    private Answer replace(Call call, UUID caller, UUID id) {
        Fields fields = call.fields();
        String title = fields.text("title", 1, MAX_TITLE);
        Optional<String> description = fields.optionalText("description", MAX_DESCRIPTION);
        fields.check();
        return found(tasks.replace(caller, id, title, description.orElse(null)));
    }

    private static TaskQuery query(Call call) {
        return new TaskQuery(
                parameter(call, "status", TaskQuery.Status.ALL, "all, pending or completed"),
                parameter(call, "sort", TaskQuery.Sort.CREATED, "created or title"));
    }

    private static <E extends Enum<E>> E parameter(Call call, String name, E absent, String allowed) {
        Optional<String> text = call.parameter(name);
        if (text.isEmpty()) {
            return absent;
        }
        return TaskQuery.constant(absent.getDeclaringClass(), text.get())
                .orElseThrow(() -> ApiException.invalidFields(List.of(new FieldError(name, "must be " + allowed))));
    }

    private static Answer found(Optional<Task> task) {
        return Answer.ok(task.orElseThrow(ApiException::notFound));
    }
}
