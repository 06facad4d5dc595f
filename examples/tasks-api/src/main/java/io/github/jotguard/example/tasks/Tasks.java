package io.github.jotguard.example.tasks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code tasks}. Every statement names the owner beside the id: a task of somebody else is one that does not exist. */
final class Tasks {

    /** The largest number of tasks of one user. */
    static final int MOST_PER_USER = 1_000;

    private static final String COLUMNS = "id, title, description, completed, created_at, updated_at";

    private final Database database;

    Tasks(Database database) {
        this.database = database;
    }

    List<Task> list(UUID owner, TaskQuery query) {
        return database.call(
                handle -> handle.createQuery("select " + COLUMNS + " from tasks_api.tasks where user_id = :owner and "
                                + query.status().condition + " order by " + query.sort().order)
                        .bind("owner", owner)
                        .map((row, context) -> task(row))
                        .list());
    }

    /** Adds a task; empty if the owner has {@value #MOST_PER_USER} or is gone. */
    Optional<Task> add(UUID owner, String title, @Nullable String description) {
        return database.call(handle -> handle.createQuery("""
                        insert into tasks_api.tasks (user_id, title, description)
                        select id, :title, :description from tasks_api.users
                        where id = :owner and (select count(*) from tasks_api.tasks where user_id = :owner) < :most
                        returning\s""" + COLUMNS)
                .bind("owner", owner)
                .bind("title", title)
                .bind("description", description)
                .bind("most", MOST_PER_USER)
                .map((row, context) -> task(row))
                .findOne());
    }

    Optional<Task> find(UUID owner, UUID id) {
        return one("select " + COLUMNS + " from tasks_api.tasks where id = :id and user_id = :owner", owner, id);
    }

    Optional<Task> replace(UUID owner, UUID id, String title, @Nullable String description) {
        return database.call(handle -> handle.createQuery("""
                        update tasks_api.tasks set title = :title, description = :description, updated_at = now()
                        where id = :id and user_id = :owner returning\s""" + COLUMNS)
                .bind("id", id)
                .bind("owner", owner)
                .bind("title", title)
                .bind("description", description)
                .map((row, context) -> task(row))
                .findOne());
    }

    Optional<Task> toggle(UUID owner, UUID id) {
        return one("""
                update tasks_api.tasks set completed = not completed, updated_at = now()
                where id = :id and user_id = :owner returning\s""" + COLUMNS, owner, id);
    }

    Optional<Task> remove(UUID owner, UUID id) {
        return one("delete from tasks_api.tasks where id = :id and user_id = :owner returning " + COLUMNS, owner, id);
    }

    private Optional<Task> one(String sql, UUID owner, UUID id) {
        return database.call(handle -> handle.createQuery(sql)
                .bind("id", id)
                .bind("owner", owner)
                .map((row, context) -> task(row))
                .findOne());
    }

    private static Task task(ResultSet row) throws SQLException {
        return new Task(
                row.getObject("id", UUID.class),
                row.getString("title"),
                row.getString("description"),
                row.getBoolean("completed"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }
}
