package io.github.jotguard.mcp;

import io.github.jotguard.example.database.ExampleDatabase;
import io.github.jotguard.interop.Installed;
import io.github.jotguard.interop.PageText;
import io.github.jotguard.interop.ScratchDirectory;
import io.github.jotguard.interop.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An MCP server on one of the stacks, protected by the settings of a page and nothing else. */
record McpServerProcess(ServerProcess process, ScratchDirectory directory) implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofSeconds(120);
    private static final String BEGINS = """
            <?xml version="1.0" encoding="UTF-8"?>
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0" metadata-complete="true">
            <listener><listener-class>io.github.jotguard.example.mcp.CasesListener</listener-class></listener>
            """;
    private static final String ENDS = """
            <filter>
              <filter-name>write-scope</filter-name>
              <filter-class>io.github.jotguard.example.mcp.WriteScopeFilter</filter-class>
              <async-supported>true</async-supported>
            </filter>
            <filter-mapping><filter-name>write-scope</filter-name><url-pattern>/mcp</url-pattern></filter-mapping>
            </web-app>
            """;

    static McpServerProcess start(Stack stack, int port, PageText page, ExampleDatabase database) {
        ScratchDirectory directory = ScratchDirectory.create("mcp");
        return new McpServerProcess(
                directory.starting(() -> launch(stack, port, write(stack, page, directory.path()), database)),
                directory);
    }

    private static Path write(Stack stack, PageText page, Path directory) {
        try {
            if (stack.isServletContainer()) {
                Files.createDirectories(directory.resolve("WEB-INF"));
                Files.createDirectories(directory.resolve("webapps"));
                Files.writeString(directory.resolve("WEB-INF/web.xml"), BEGINS + page.block("xml") + ENDS);
            } else {
                Files.writeString(directory.resolve("application.yaml"), page.block("yaml"));
            }
            return directory;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static ServerProcess launch(Stack stack, int port, Path settings, ExampleDatabase database) {
        List<String> command = new ArrayList<>(List.of(
                Installed.java(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                stack.classPath(),
                stack.program().getName()));
        command.addAll(stack.arguments(port, settings));
        ProcessBuilder process = new ProcessBuilder(command).directory(settings.toFile());
        process.environment().put(ExampleDatabase.DATABASE_URL, url(database));
        return ServerProcess.start(stack.toString(), process, Stack.READY, READY_WITHIN);
    }

    private static String url(ExampleDatabase database) {
        String server = database.jdbcUrl().replace("jdbc:postgresql://", "");
        return "postgresql://" + database.username() + "@" + server;
    }

    @Override
    public void close() {
        process.close();
        directory.close();
    }
}
