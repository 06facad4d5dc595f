package io.github.jotguard.example.tasks;

import io.github.jotguard.example.database.ExampleDatabase;
import io.github.jotguard.example.database.ListeningPort;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;

/**
 * The tasks API as a program. The environment: {@code BETTER_AUTH_SECRET} (at least 32 bytes in UTF-8; there is no default),
 * {@code PORT} (8081), {@code FRONTEND_URL} (the origin whose pages may call; else none), {@code DATABASE_URL} (else embedded).
 */
public final class TasksApplication {

    private static final int WRONG_SETTINGS = 2;

    private TasksApplication() {}

    /** Runs until the process is told to stop. */
    public static void main(String[] args) {
        try {
            run(System.getenv(), System.out);
        } catch (IllegalArgumentException | IllegalStateException e) {
            System.err.println(e.getMessage());
            System.exit(WRONG_SETTINGS);
        }
    }

    private static void run(Map<String, String> environment, PrintStream out) {
        Settings settings = Settings.of(environment);
        ListeningPort.check(settings.port());
        ExampleDatabase database = ExampleDatabase.open(environment);
        TasksServer server = TasksServer.start(settings, database.dataSource(), Clock.systemUTC());
        out.print(Welcome.text(server.address(), database.toString()));
        server.await();
    }
}
