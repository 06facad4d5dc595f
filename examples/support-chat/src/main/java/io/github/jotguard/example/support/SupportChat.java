package io.github.jotguard.example.support;

import io.github.jotguard.example.database.ExampleDatabase;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Opens the database when the application is deployed, and closes it when it is taken away. */
public final class SupportChat implements ServletContextListener {

    private static final String DRIVER = "org.postgresql.Driver";

    private @Nullable ExampleDatabase database;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        String url = Setting.find(ExampleDatabase.DATABASE_URL)
                .orElseThrow(
                        () -> new IllegalStateException("DATABASE_URL is not set. Give the address of the PostgreSQL"
                                + " with Better Auth's tables, such as postgresql://user:password@host:5432/database, as an"
                                + " environment variable or a system property."));
        loadDriver();
        ExampleDatabase opened = ExampleDatabase.open(Map.of(ExampleDatabase.DATABASE_URL, url));
        database = opened;
        event.getServletContext()
                .setAttribute(Conversations.class.getName(), new Conversations(new Database(opened.dataSource())));
    }

    /** The conversations of the application that a servlet belongs to. */
    static Conversations conversations(ServletContext context) {
        return (Conversations) context.getAttribute(Conversations.class.getName());
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        if (database != null) {
            database.close();
        }
        Collections.list(DriverManager.getDrivers()).stream()
                .filter(driver ->
                        driver.getClass().getClassLoader() == getClass().getClassLoader())
                .forEach(SupportChat::deregister);
    }

    /** A driver in {@code WEB-INF/lib} is not found by itself once the container has looked for drivers. */
    private static void loadDriver() {
        try {
            Class.forName(DRIVER);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("The PostgreSQL driver is missing from the WAR", e);
        }
    }

    private static void deregister(Driver driver) {
        try {
            DriverManager.deregisterDriver(driver);
        } catch (SQLException e) {
            throw new IllegalStateException("The PostgreSQL driver stays behind", e);
        }
    }
}
